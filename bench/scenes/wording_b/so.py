"""Somali words of wording B; the plain nouns and colours are those of the language, as in wording A."""

from dataclasses import replace

from bench.scenes.lexicon import Rumour
from bench.scenes.wording_a.so import SO as SO_A

SO = replace(
    SO_A,
    who=("{n} qof oo hubaysan", "{n} ka mid ah laanta socdaalka"),
    who_uncounted=("rag hubaysan", "laanta socdaalka", "saraakiil federaal ah"),
    activities={
        "surveilling": ("{who} way ilaalinayaan dhismaha",),
        "staging": ("{who} waxay isugu yimaadeen meesha shidaalka",),
        "approaching_home": ("{who} guri bay gambaleelka ka garaacayaan",),
        "vehicle_stop": ("{who} waxay hareereeyeen baabuurka {whom}",),
        "questioning": ("{who} waxay su'aalo weydiinayaan {whom}",),
        "detaining": ("{who} waxay silsilad u xidheen {whom}",),
        "loading": ("{who} waxay xoog ku qaadeen {whom}",),
        "checkpoint": ("{who} wadada way xidheen",),
        "leaving": ("{who} way dhaqaaqeen",),
    },
    places=("isgoyska {a} iyo {b}", "{b} agteeda {a}"),
    car_clauses=("{cars} ayaa taagan", "baabuurta: {cars}"),
    openings=("degdeg", "asxaabey", "warbixin"),
    endings=("maxaan sameeyaa", "video waan hayaa"),
    forwards=("fariin la ii gudbiyay: {text}",),
    lookalikes={
        "parade": ("waa dabaaldeg {place}",),
        "inspectors": ("kormeerayaal magaalada {place}",),
        "animal": ("xayawaan ilaaliyayaal {place}",),
        "internet": ("shaqaale internet {place}",),
        "security": ("ilaalo gaar ah {place}",),
        "firefighters": ("dab-damis tababar ah {place}",),
    },
    rumours={
        key: Rumour(
            ("laanta socdaalka ayaa buuxisay {name}, ka fogaada", "{n} qof ayaa laga kaxeeyay {name}"),
            ("ma la hubaa {name}?",),
            ("{name} ayaan joogaa, cidina ma iman, run maaha",),
        )
        for key in ("church", "station", "laundromat", "market")
    },
)

"""Hmong words of wording B; the plain nouns and colours are those of the language, as in wording A."""

from dataclasses import replace

from bench.scenes.lexicon import Rumour
from bench.scenes.wording_a.hmn import HMN as HMN_A

HMN = replace(
    HMN_A,
    who=("{n} tus nqa phom", "kwv yees li {n} leej"),
    who_uncounted=("cov neeg nqa phom", "cov ICE"),
    activities={
        "surveilling": ("{who} tsom tsom cov tsev",),
        "staging": ("{who} sib sau tom khw roj",),
        "approaching_home": ("{who} nias tswb ntawm ib lub tsev",),
        "vehicle_stop": ("{who} thaiv {whom} lub tsheb",),
        "questioning": ("{who} nug {whom} ntau yam",),
        "detaining": ("{who} khi {whom} tes",),
        "loading": ("{who} yuam {whom} nce tsheb",),
        "checkpoint": ("{who} kaw txoj kev",),
        "leaving": ("{who} tsav tsheb mus lawm",),
    },
    places=("ces kaum {a} thiab {b}",),
    car_clauses=("{cars} nres ntawd", "pom {cars}"),
    openings=("Ceev", "cov phooj ywg"),
    endings=("kuv yuav ua li cas", "kuv muaj video"),
    forwards=("lwm tus xa rau kuv: {text}",),
    lookalikes={
        "parade": ("kev ua koob tsheej {place}",),
        "inspectors": ("neeg kuaj tsev {place}",),
        "animal": ("neeg ntes dev {place}",),
        "internet": ("neeg kho internet {place}",),
        "security": ("neeg zov khw {place}",),
        "firefighters": ("neeg tua hluav taws xyaum {place}",),
    },
    rumours={
        key: Rumour(
            ("cov ICE puv {name}, txhob mus", "lawv coj {n} leej ntawm {name}"),
            ("{name} puas yog tiag?",),
            ("kuv nyob ntawm {name}, tsis muaj leej twg tuaj",),
        )
        for key in ("church", "station", "laundromat", "market")
    },
)

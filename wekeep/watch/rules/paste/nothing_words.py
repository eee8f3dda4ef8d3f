"""The ways of saying that something was not seen or is not known."""

from wekeep.watch.rules.paste.patterns import alternatives, later

NOTHING = later(
    r"^(?:[:.\-,!*~(] )*(?:"
    + alternatives(
        """idk|i dk|dk|neg|negative|nil|zero|0|could not tell|could not see|cannot tell|cannot see|can not tell|can not see|
            could not make out|couldnt make out|couldn't make out|nothing i can see|nothing noticed|did not notice|didnt notice|
            didn't notice|hard to tell|hard to see|no alcance|no me fije|no supe|quien sabe|a saber|sepa|who knows|no equipment|
            no uniform seen|sin equipo|no se distingue|no se aprecia|unidentified|undetermined|none observed|not observed|
            no clue|ni idea|sabe|not specified|dunno|unknown|unk|unkown|no se|nose|no lo se|ns|no idea|none|none visible|none seen|
            none that i can see|n / a|na|nada|ninguno|ninguna|ningunos|no|nope|not sure|unsure|unclear|nothing|
            nothing seen|nothing visible|not visible|didnt see|didn't see|couldnt see|couldn't see|cant see|
            can't see|cant tell|can't tell|couldnt tell|couldn't tell|couldnt count|cant count|couldn't count|
            did not see|not seen|no vi|no se ve|no se ven|no veo|no los vi|no pude ver|no alcance a ver|
            no se alcanza a ver|no traen|no tienen|no tiene|no trae|desconocido|desconocida|sin ver|?|? ?|? ? ?|
            x|-|- -|no info|sin informacion|no data|same|nothing else|nothing else seen|none that i saw|
            not known|don't know|dont know|do not know|haven't seen|no sabemos|no sabria decir|no pude contar|
            no conte|no visible|nothing i could see|no alcanzo a ver|too far|too far to see|muy lejos|lejos|tbd|
            to be determined|idk couldnt count|idk couldn't count|couldnt see from here|cant see from here|
            no distingo|no alcance|blank|-+"""
    )
    + (
        r")(?: (?:from here|desde aqui|it|yet|todavia|aun|well|bien|them|clearly|"
        r"at all|sorry|exactly|sure|too far|too dark|anything|any|de aqui|exacto|"
        r"visible|seen|really|either|perdon))*(?: [.!?,)])*$"
    )
)

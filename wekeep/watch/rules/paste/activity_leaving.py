"""The ways in which leaving are said."""

from wekeep.watch.rules.salute import Activity

MOVING: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.LEAVING,
        2,
        """leaves|packing it in|packed it in|calling it a day|called it a day|wrapping it up|lvg|lving|leavn|gone already|drives off|speeds off|took off|takes off|left scene|leaving scene|bounced|dipped|
        dipping|bailed|bailing|exited|exits|exit lot|wrapping up|wrapped up|packed up|retreating|pulled back|pulling back|fell back|withdrew|withdrawing|withdrawn|retreated|stood down|pulled out of|pull out|moving on|moving sb|moving nb|moving eb|
        moving wb|fled|fleeing|ya se van|salen|salio|se van de|van de salida|de salida|agarraron pa|agarraron para|agarraron hacia|
        jalaron pa|jalaron para|jalaron hacia|le dieron pa|le dieron para|tiraron pa|se jalaron|se dieron la vuelta y|partiendo|retiro|se movieron|moviendose|
        abandonando|abandonaron|huyeron|desalojaron|se desaparecieron|leaving(?! (?:only |just |behind )?(?:the |its )?(?:\\d|behind|one)(?!\\S))|leavin|left(?! (?:side|turn|lane|hand|of|my|me|a note|on|for work|behind|over|alone|in the|at|is)(?!\\S))|just left|they left|have left|driving off|driving away|drove off|drove away|
        took off|taking off|heading out|headed out|pulling out(?! of (?:a|the|his|her|their|my|people|traffic) )|pulled out(?! (?:of (?:a|the|his|her|their|my|su|un)|behind|in front|after|ahead|right behind) )|pulled away|pulling away|moving out|
        rolling out|rolled out|packing up|departing|departed|gone now|are gone|all gone|is gone|gone(?! (?:by(?! \\d)|past|to|up|into|through|round|around|over))(?!\\S)|
        headed|sped off|speeding off|speeding away|peeled out|driving out|clearing out|dispersing|moved on|
        walking away|walked off|exiting|going away|vans moving|suvs moving|cars moving|convoy moving|
        on the move|went onto|se van|se fueron|ya se fueron|se fue|se estan yendo|estan yendo|yendose|yendo|
        saliendo|salieron|se salieron|van saliendo|ya van saliendo|se retiran|se retiraron|retirandose|
        retiraron|arrancaron|arrancando|de arrancar|se marchan|se marcharon|se largaron|se largan|se retira|
        partieron|de irse|se movieron|acaban de salir|se van yendo|ya se van|agarraron rumbo|yendose hacia|
        se pelaron|se alejan|alejandose|emptying out|emptied out|clearing the scene|cleared out|cleared the area|rolled away|rolling away|rolled off|rolling off|moved off|took their stuff|going home|went home|
        splitting up|split up|scattered|scattering|turned around and|turned back|backing out|backed out|out of here|outta here|out of there|on their way out|on the way out|just drove away|drives away|drive away|drove out|
        loaded up and|packed up|got back in and|got in their cars|got in their suvs|onto 35w|onto the highway|onto the freeway|got on the highway|got on the freeway|got on 94|got on 35w|se acaban de ir|acaban de irse|ya salieron|ya se retiraron|ya se movieron|ya arrancaron|van de regreso|iban rumbo|se estan retirando|se estan saliendo|se estan moviendo|
        salieron rumbo|salieron hacia|agarraron camino|agarraron la|agarraron por|tomaron la|tomaron rumbo|rumbo al sur|rumbo al norte|rumbo al este|rumbo al oeste|dejaron el lugar|dejaron el area|se fueron ya|iban pa|
        van de salida|vaciaron|van vaciando|se dispersaron|dispersandose|se esfumaron|se abrieron|se pintaron|se pelan|ya volaron""",
    ),
    (
        Activity.LEAVING,
        2,
        r"(?:(?:walking|walked|going|went|heading|headed|running|ran|getting|got|get|climbing|climbed|piling|piled|hopping|hopped|jumped) )?back (?:to|in|into|inside) (?:their|the|his) (?:[a-z]+ )?(?:cars?|vehicles?|suvs?|trucks?|vans?|rigs?|wagons?|rides?)|(?:regres|volvi|regresa|sub)(?:aron|eron|ando|iendo|an|ieron|iendose|en|andose)(?:se)? a (?:sus|las|los|su) (?:carros?|camionetas?|trocas?|vans?|vehiculos?|patrullas?)|"
        r"(?<!being )(?<!was )(?<!got )(?<!were )(?<!someone )(?:pulling|pulled|pull|rolling|rolled|coming|came|streaming|filing) out(?= (?:of )?(?:the |their |a )?(?:[a-z]+ ){0,2}?(?:lot|lots|building|garage|driveway|ramp|base|gate|facility|headquarters|hq|motel|hotel|compound|fort|depot|parking)(?!\S))|pulling out (?:now|nb|sb|eb|wb|north\S*|south\S*|east\S*|west\S*)|dep(?= (?:nb|sb|eb|wb|north|south|east|west|loc|[.,;/|\n]))|cogieron (?:pa|para|rumbo|hacia|por|la|el)(?!\S)|cogieron pa'l|left on foot|"
        r"pulled out of(?! (?:a|the|his|her|their|my|su|un) )|van pa(?:ra)? (?:el |la )?(?:freeway|norte|sur|highway|35|94|base|whipple|otro lado)",
    ),
    (
        Activity.LEAVING,
        1,
        r"(?:turned|turning|turn) (?:toward|towards|onto|on to|north|south|east|west|nb|sb|eb|wb)|doblaron (?:hacia|a|en|por)|dieron vuelta (?:hacia|en|por|a)|(?:suvs|vans|vehicles|cars|trucks|camionetas) (?:out|coming out|came out|pulling out)",
    ),
    (
        Activity.EVERYWHERE,
        0,
        r"(?<!snow )(?<!glass )(?<!cameras )(?<!blood )(?:everywhere|every where|all over(?! (?:me|us|again|facebook|social|fb|the news|the place was)(?!\S))|por todos lados|por todas partes|por donde quiera|por dondequiera|donde quiera|dondequiera|en todos lados|en todas partes|por doquier|on every corner|on every block|en cada esquina|en cada cuadra)",
    ),
    (
        Activity.LEAVING,
        0,
        """heading toward|heading towards|heading north|heading south|heading east|heading west|
        heading nb|heading sb|heading eb|heading wb|heading for|heading back|headed back|going north|going south|going east|going west|went north|went south|went east|went west|moving north|moving south|moving east|moving west|iban hacia|van hacia""",
    ),
)

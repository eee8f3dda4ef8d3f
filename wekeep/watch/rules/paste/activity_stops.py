"""The ways in which stopping vehicles, one or all that pass, is said."""

from wekeep.watch.rules.paste.activity_shapes import ANY, CAR, PERSON
from wekeep.watch.rules.salute import Activity

STOPS: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.CHECKPOINT,
        3,
        """
        waving cars over|waving over cars|waved over|flagging down cars|flagging cars|flagging down every|every car|
        all cars being|carro por carro|coche por coche|car by car|cada carro|cada coche|todos los carros|todos los que pasan|a todos los que pasan|everyone who passes|everybody who passes|
        everyone passing|anyone passing|whoever passes|a todo el que pasa|al que pasa|todo el que pasa|stopping traffic|pararon el trafico|parando el trafico|closed the road|closed the street|road closed off|
        street closed off|shut down the street|cerrada la calle|calle cerrada|tienen bloqueada|tienen bloqueado|tienen cerrado|bloquearon la calle|bloquearon el paso|blocking the intersection|
        blocked the intersection|blocking both|blocked off|blocking off|blocking traffic|blocking all lanes|blocking the exit|blocking the entrance|blocking lanes|
        no dejan (?:salir|pasar|entrar)(?: a nadie| a la gente)? (?:sin|hasta)|no dejan (?:salir|pasar) a nadie|nadie (?:sale|pasa|entra) sin|(?:not|arent|aren't|wont|won't) (?:letting|let) (?:anyone|people|anybody|cars|folks|residents) (?:leave|through|thru|in|out|pass) (?:without|w / o|unless|until)|(?:nobody|no one) (?:leaves|passes|gets (?:in|out|through)) without|
        retenes|filtros|operativo de revision|punto de inspeccion|screening cars|searching cars|searching every|searching all|looking in every car|looking into every car""",
    ),
    (
        Activity.CHECKPOINT,
        3,
        r"(?:paran|parando|pararon|revisan|revisando|checan|checando|detienen) (?:a )?(?:cada|todos los|todo|todas las) (?:carros?|coches?|trocas?|vehiculos?|autos?|camionetas?)"
        r"|(?:making|stopping|checking|asking) (?:all |every |each |the )?drivers? (?:show|stop|one by one|one at a time|as they|that (?:pass|go)|who (?:pass|go))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:have|has|had|got) {ANY}{CAR} (?:stopped|boxed in|blocked in|blocked|pinned in|surrounded|cornered)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"{CAR} (?:que (?:ya )?(?:pararon|detuvieron|tienen parad[oa]|orillaron)|(?:that |which )?(?:they|ice|agents) (?:just |have |had )?(?:stopped|pulled over|boxed in))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:parar|pararon|paran|parando|paro|pararle|detuvieron|stopped|stopping|stop) (?:a )?{ANY}(?:{PERSON}|companer[oa]|amig[oa]|primo|tio|espos[oa]|herman[oa]) (?:in|en|driving|manejando|que iba en|que venia en|que manejaba) (?:su |un |una |el |la |his |her |their |a |the |an )?(?:[a-z]+ ){{0,2}}?{CAR}(?! (?:wash|stop|station|shelter|lot|dealer|dealership|shop|port))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        r"(?:parar|pararon|paran|parando|paro|detuvieron|stopped|stopping|pulled over|got|have|tienen parad[oa]) (?:a )?(?:un |una |el |la |an |a |the |some |another )?(?:uber|lyft|taxi|doordash|dasher|didi)(?! (?:driver|guy) (?:on|by|at|in cuffs))(?!\S)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:parar|orillar|interceptar) (?:a )?(?:un |una |el |la |los |las |su |mi )?(?:[a-z]+ ){{0,2}}?{CAR}",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:lo|la|los|las|le|les) (?:tienen|tenian|dejaron|traen) (?:adentro|dentro|metid[oa]s?|sentad[oa]s?|parad[oa]s?)?(?: ?(?:de|en|adentro de))? ?(?:su|sus|el|la|del) (?:propi[oa] )?{CAR}",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:have|has|had|got|made|making|ordered|ordering) (?:{ANY}{PERSON}|him|her|them|everyone) (?:step |get |stand |stepping )?(?:out of|outta) (?:the|his|her|their|a) (?:[a-z]+ )?{CAR}",
    ),
    (
        Activity.CHECKPOINT,
        3,
        r"(?:stopping|checking|pulling over|stopped|parando|revisando|paran|revisan) (?:the )?(?:cars|vehicles|drivers|traffic|carros|coches|vehiculos|people|everybody|trucks)(?: (?:,|-))? (?:every (?:one|1|single (?:one|1)|last (?:one|1))|all of them|each (?:one|1)|one by one|1 by 1|one after another|uno por uno|1 por 1|todos)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:pulled|pulling|pull|pulls|pulld|puled) (?:{ANY})?(?:over|ovr|ova|ovver)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:smashed|smashing|broke|breaking|busted|busting|shattered|shattering|rompieron|quebraron|rompiendo|quebrando|bashed) {ANY}(?:window|windows|windshield|ventana|ventanas|vidrio|vidrios|parabrisas)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:dieron el alto|pegaron el alto|hicieron el alto|marcaron el alto|marcan el alto|hacen el alto|parando|pararon|paran|pare|paro|pararle|tienen parad[oa]s?|tienen detenid[oa]s?|detuvieron|siguieron y pararon|"
        rf"le cerraron|les cerraron|emparedaron|acorralaron|encerraron|bajaron a \S+ de|cerraron el paso|chocaron|se le atravesaron|le atravesaron) (?:a )?(?:un |una |el |la |los |las |al |su |mi |unos |unas )?(?:[a-z]+ ){{0,2}}?(?:{CAR}|chofer|conductor|conductora|camion|trailer|motociclista|ciclista)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:stopped|stopping|stops|stop|surrounded|surrounding|blocked|blocking|block|boxed|boxing|rammed|ramming|intercepted|intercepting|pinned|pinning|swarmed|swarming|cornered|chased down|curbed|"
        rf"lit up|lighting up|pit maneuvered) (?:and )?(?:{ANY})(?:{CAR}|driver|drivers|motorist|delivery driver|cyclist|scooter|school bus|school van)(?! (?:at the door|stop|wash|door|parked|watching))",
    ),
    (
        Activity.CHECKPOINT,
        3,
        """checkpoint|check point|checkpoints|chk point|chkpt|ckpt|roadblock|road block|road blocked|reten|retenes|
        puesto de control|puesto de revision|punto de control|punto de revision|punto de chequeo|filtro|
        stopping every car|stopping all cars|stopping all the cars|stopping every vehicle|stopping each car|
        checking every car|checking all cars|checking cars|every car is being stopped|parando todos los carros|
        paran todos los carros|parando a todos los carros|parando todo carro|revisando todos los carros|
        revisando carros|parando todos|parando a todos|parando cada carro|bloqueo|barricade|blocking the road|
        blocked the road|blocking the street|cerraron la calle|tienen cerrada la calle|bloqueando la calle|
        control de carretera|revisan todos los carros|revisando cada carro|caseta de revision|
        blocked off the street|blocked off street|revisando a todos los carros|parando todos los coches|
        parando todos los autos|stopping everyone|stopping everybody""",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"{CAR} (?:is |was |got |being |just )*(?:stopped|blocked|blocked in|boxed in|surrounded|cut off|pinned in) by",
    ),
    (Activity.VEHICLE_STOP, 3, rf"(?:{CAR} )?stopped by (?:{ANY}{CAR}|agents|ice|them|migra)"),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:traffic stop|vehicle stop|car stop|pulled over|pulling over|pulled "
            rf"{ANY}over|pulling {ANY}over|pull over|boxed in|boxing in|boxed {ANY}in|"
            rf"boxing {ANY}in|blocked in|blocking in|veh stop|stop vehicle|felony stop|"
            rf"stopped at traffic)"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:stopped|stopping|stop|surrounded|surrounding|blocked|blocking|boxed|"
            rf"cut off|cutting off|rammed|intercepted) (?:and )?(?:a |an |the |my |some "
            rf"|someone's |somebody's |his |her |this |2 |1 |3 )?(?:(?!at|on|in|near)[a-z]+ "
            rf"){{0,3}}?{CAR}(?! (?:at the door|stop|wash))"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:pararon|parando|paran|pararon a|detuvieron|detuvieron a|detienen|deteniendo|"
            rf"orillaron|orillando|orillaron a|interceptaron|interceptando|cerraron el "
            rf"paso a|le cerraron el paso a|rodearon|rodeando|tienen parado|tienen parada|"
            rf"tienen parado a|tienen detenido|tienen detenida|tienen orillado|pararon "
            rf"el|bloquearon|chocaron|encerraron) (?:a )?(?:un |una |el |la |1 |unos "
            rf"|unas |2 |al )?(?:(?!en|por)[a-z]+ ){{0,2}}?{CAR}"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        """lo orillaron|la orillaron|orillaron|orillado|orillaron a|parada de trafico|parada vehicular|alto a un|
        alto vehicular|le hicieron el alto|le cerraron el paso|le marcaron el alto|les marcaron el alto|
        pararon un|tienen parado un|trafico parado|paro de trafico|parada de vehiculo|parada de carro|
        paro a un carro|retencion vehicular|alto de trafico|parando carros|parando vehiculos|parando coches|
        parando trocas|parando camionetas|parando autos|stopping cars|stopping vehicles|stopping drivers|
        paran carros""",
    ),
)

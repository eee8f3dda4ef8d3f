"""The ways in which leaving, and being all over, are said."""

from wekeep.watch.rules.salute import Activity

MOVING: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.LEAVING,
        3,
        """leaves|lvg|lving|leavn|gone already|drives off|speeds off|took off|takes off|left scene|leaving scene|bounced|dipped|
        dipping|bailed|bailing|exited|exits|exit lot|wrapping up|wrapped up|packed up|retreating|pulled out of|pull out|pull out of|moving on|moving sb|moving nb|moving eb|
        moving wb|fled|fleeing|ya se van|salen|salio|se van de|van de salida|de salida|agarraron pa|agarraron para|agarraron hacia|
        jalaron pa|jalaron para|jalaron hacia|le dieron pa|le dieron para|tiraron pa|se jalaron|se dieron la vuelta y|partiendo|retiro|se movieron|moviendose|
        abandonando|abandonaron|huyeron|desalojaron|se desaparecieron|leaving|leavin|leave|left|just left|they left|have left|driving off|driving away|drove off|drove away|
        took off|taking off|heading out|headed out|pulling out|pulled out|pulled away|pulling away|moving out|
        rolling out|rolled out|packing up|departing|departed|gone now|are gone|all gone|gone(?! by)(?!\\S)|
        headed|sped off|speeding off|speeding away|peeled out|driving out|clearing out|dispersing|moved on|
        walking away|walked off|exiting|going away|vans moving|suvs moving|cars moving|convoy moving|
        on the move|went onto|se van|se fueron|ya se fueron|se fue|se estan yendo|estan yendo|yendose|yendo|
        saliendo|salieron|se salieron|van saliendo|ya van saliendo|se retiran|se retiraron|retirandose|
        retiraron|arrancaron|arrancando|de arrancar|se marchan|se marcharon|se largaron|se largan|se retira|
        partieron|de irse|se movieron|acaban de salir|se van yendo|ya se van|agarraron rumbo|yendose hacia|
        se pelaron|se alejan|alejandose""",
    ),
)

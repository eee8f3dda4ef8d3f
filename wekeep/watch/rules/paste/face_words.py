"""The words for what hides a face: masks, gaiters, hoods, and faces said to be covered."""

from wekeep.watch.rules.paste.patterns import alternatives, known_words, whole

FACE = """mask|masks|msk|msks|face mask|face masks|facemask|facemasks|ski mask|ski masks|surgical mask|surgical masks|mascara|mascaras|mascarilla|mascarillas|
    pasamontana|pasamontanas|balaclava|balaclavas|gaiter|gaiters|neck gaiter|neck gaiters|face coverings|face covering|
    face cover|face covers|cubrebocas|cubreboca|tapabocas|tapaboca|barbijo|barbijos|masked|masked up|maskd|face covered|faces covered|covered faces|faces hidden|face hidden|faces wrapped|
    hiding their faces|faces masked|enmascarados|enmascarado|enmascaradas|encapuchados|encapuchado|encapuchadas|cara tapada|caras tapadas|cara cubierta|caras cubiertas|
    con la cara tapada|con la cara cubierta|la cara tapada|la cara cubierta|las caras tapadas|las caras cubiertas|rostro cubierto|rostros cubiertos|rostro tapado|tapados de la cara|tapado de la cara|
    tapados|cubrecara|cubrecaras|paliacate|paliacates|panuelo|panuelos|bandana|bandanas|bandana over face|bandanas over faces|scarf|scarves|bufanda|bufandas|buff|buffs|shemagh|skull mask|skull masks|hood|hoods|hoods up|capucha|capuchas|neck warmer|neck warmers|neck tube|neck tubes|snood|snoods|bandanna|bandannas|face wrap|face wraps|
    masks up|mask up|gaiter up|gaiters up|faces all covered|all covered up|no faces showing|only eyes showing|just eyes showing|nomas los ojos|nomas se les ven los ojos|nomas se le ven los ojos|
    cara cubiertas|tapada la cara|tapadas las caras|cubierta la cara|cubiertas las caras|la cara cubierta|tapandose la cara|embozados|embozado|con la boca tapada|cubrebocas negros|balaclava type things|
    faces obscured|face obscured|faces concealed|concealed faces|hidden faces|covering their faces|covering his face|cloth over their faces|cloth over their mouths|something over their faces|mask over his face|gas mask|gas masks"""

FACES = whole(alternatives(FACE))
"""That a face is covered."""
WORDS = known_words(FACE)

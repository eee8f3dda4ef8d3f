"""What the streets of Sorrel Bend are called, quarter by quarter, and the places everyone there knows by name."""


def _each(kind: str, words: str) -> tuple[str, ...]:
    """Each word as the name of a street of one kind."""
    return tuple(f"{word} {kind}" for word in words.split())


TREES = _each(
    "Street",
    "Aspen Basswood Chokecherry Dogwood Elder Firwood Hackberry Ironwood Juniper Larch Mulberry Ninebark Plum Quince Redbud Sumac Tupelo Viburnum",
)
BIRDS = _each(
    "Lane",
    "Avocet Bunting Crane Dunlin Egret Flicker Grebe Killdeer Lark Merlin Nuthatch Oriole Pipit Siskin Tanager Veery Waxwing",
)
CRAFTS = _each(
    "Street",
    "Anvil Bobbin Cooper Dyer Fuller Glazier Hatter Joiner Lantern Mason Potter Ropewalk Saddler Thatcher Weaver",
)
STONES = _each(
    "Road", "Agate Basalt Chert Dolomite Feldspar Gneiss Jasper Limestone Marble Onyx Pumice Schist Slate Talc"
)
PEOPLE = _each(
    "Street",
    "Amsel Birgit Calloway Delphine Estrada Farah Galvez Hodan Ilse Jensen Kaling Lindqvist Moua Nygaard Ocampo Paquette",
)
MEADOW = _each(
    "Drive", "Bluestem Clover Coneflower Fescue Gentian Indigo Milkweed Prairie Ryegrass Switchgrass Timothy Yarrow"
)
WATERS = _each("Avenue", "Birchbark Canoe Driftwood Eddy Fisher Gull Harbor Kingfisher Oar Pebble Reed Tiller Willow")
MILLS = _each("Street", "Bolter Chaff Dresser Flume Grist Hopper Miller Penstock Sluice Tailrace Weir Wheel Winnow")
FISH = _each(
    "Avenue",
    "Bluegill Bullhead Burbot Cisco Darter Minnow Muskie Perch Pike Redhorse Sauger Shiner Sturgeon Sunfish Walleye",
)
CLOTH = _each(
    "Street", "Calico Chambray Corduroy Damask Felt Flannel Gingham Linen Muslin Poplin Taffeta Tweed Velvet Woolsey"
)
COLOURS = _each(
    "Avenue",
    "Amber Cobalt Crimson Damson Ecru Fawn Heather Madder Ochre Russet Saffron Sienna Teal Umber Vermilion Woad",
)
STARS = _each(
    "Avenue", "Aquila Bellatrix Capella Cygnus Deneb Draco Lyra Mizar Orion Pegasus Perseus Polaris Rigel Vega"
)
FERNS = _each(
    "Way", "Adder Bracken Burdock Cinnamon Fiddlehead Fern Lichen Maidenhair Moss Polypody Sedge Sorrel Trillium Yew"
)
FORGES = _each("Road", "Bellows Boiler Crucible Foundry Furnace Girder Kiln Piston Rivet Smelter Trestle")
TOOLS = _each("Avenue", "Adze Auger Chisel Gimlet Hammer Level Mallet Plane Plumb Rasp Trowel Wedge")
SHOES = _each(
    "Avenue", "Awl Boot Brogue Buckle Clog Eyelet Grommet Insole Lace Last Oxford Sandal Thimble Tongue Welt Wingtip"
)

SPOTS: tuple[tuple[str, str, str, str], ...] = (
    ("amenity", "school", "Larkspur", "Larkspur Elementary School"), ("amenity", "school", "Larkspur", "Basswood Middle School"),
    ("amenity", "school", "Cobbler's Row", "Rowan Square Elementary School"), ("amenity", "school", "Cobbler's Row", "Hodan Hassan High School"),
    ("amenity", "school", "Millrace", "Millrace Community School"), ("amenity", "school", "Orrin Shore", "Orrin Lake Elementary School"),
    ("amenity", "school", "Quarry Hill", "Quarry Hill Academy"), ("amenity", "school", "Tannery", "Northbank Elementary School"),
    ("amenity", "school", "Eastmeadow", "Eastmeadow High School"), ("amenity", "college", "Ferry Landing", "Sorrel Bend College"),
    ("amenity", "kindergarten", "Cobbler's Row", "Little Acorns Day Care"), ("amenity", "kindergarten", "Larkspur", "Semillas Child Care"),
    ("amenity", "kindergarten", "Millrace", "Riverstones Day Care"), ("amenity", "kindergarten", "Tannery", "Paper Boats Day Care"),
    ("amenity", "kindergarten", "Eastmeadow", "Meadowlarks Child Care"), ("amenity", "hospital", "Cobbler's Row", "Sorrel County Hospital"),
    ("amenity", "clinic", "Larkspur", "Plum Street Clinic"), ("amenity", "clinic", "Tannery", "Northbank Family Clinic"),
    ("amenity", "clinic", "Brickyard", "Brickyard Health Center"), ("amenity", "pharmacy", "Ferry Landing", "Landing Pharmacy"),
    ("amenity", "pharmacy", "Larkspur", "Kettle Street Pharmacy"), ("amenity", "library", "Ferry Landing", "Sorrel Bend Central Library"),
    ("amenity", "library", "Larkspur", "Larkspur Library"), ("amenity", "library", "Tannery", "Northbank Library"),
    ("amenity", "place_of_worship", "Cobbler's Row", "Santa Elena Church"), ("amenity", "place_of_worship", "Millrace", "Grace on the Race Lutheran Church"),
    ("amenity", "place_of_worship", "Cobbler's Row", "Masjid An-Nahr"), ("amenity", "place_of_worship", "Orrin Shore", "Beth Shalom Orrin"),
    ("amenity", "place_of_worship", "Tannery", "Northbank Baptist Church"), ("amenity", "place_of_worship", "Eastmeadow", "Hmong Alliance Chapel"),
    ("amenity", "place_of_worship", "Larkspur", "Wat Lotus Meadow"), ("amenity", "townhall", "Ferry Landing", "Sorrel Bend City Hall"),
    ("amenity", "courthouse", "Ferry Landing", "Sorrel County Courthouse"), ("amenity", "fire_station", "Larkspur", "Fire Station 2"),
    ("amenity", "fire_station", "Tannery", "Fire Station 5"), ("amenity", "post_office", "Ferry Landing", "Sorrel Bend Post Office"),
    ("amenity", "marketplace", "Cobbler's Row", "Mercado del Río"), ("amenity", "community_centre", "Larkspur", "Larkspur Neighbors House"),
    ("amenity", "community_centre", "Brickyard", "Brickyard Union Hall"), ("amenity", "community_centre", "Tannery", "Northbank Commons"),
    ("amenity", "theatre", "Ferry Landing", "The Lamplighter Theater"), ("amenity", "cinema", "Ferry Landing", "Bend Cinema"),
    ("amenity", "restaurant", "Cobbler's Row", "Taquería La Golondrina"), ("amenity", "restaurant", "Cobbler's Row", "Hodan Kitchen"),
    ("amenity", "restaurant", "Tannery", "Moua Family Noodles"), ("amenity", "restaurant", "Ferry Landing", "The Tin Ladle"),
    ("amenity", "cafe", "Ferry Landing", "Porchlight Coffee"), ("amenity", "cafe", "Millrace", "Millstone Coffee"),
    ("amenity", "cafe", "Orrin Shore", "Loon Call Cafe"), ("amenity", "cafe", "Quarry Hill", "Overlook Cafe"),
    ("amenity", "fuel", "Larkspur", "Ferry Road Fuel"), ("amenity", "fuel", "Brickyard", "Wharf Fuel"),
    ("amenity", "bus_station", "Ferry Landing", "Landing Transit Center"), ("shop", "supermarket", "Larkspur", "Bend Food Co-op"),
    ("shop", "supermarket", "Cobbler's Row", "Suuqa Sagal"), ("shop", "supermarket", "Tannery", "Northbank Market"),
    ("shop", "supermarket", "Eastmeadow", "Meadow Foods"), ("shop", "bakery", "Cobbler's Row", "Panadería Sol y Luna"),
    ("shop", "bakery", "Millrace", "Bread and Roses Bakery"), ("shop", "hardware", "Larkspur", "Fuller Hardware"),
    ("shop", "hardware", "Brickyard", "Brickyard Tool & Supply"), ("shop", "laundry", "Cobbler's Row", "Bright Suds Laundry"),
    ("shop", "laundry", "Larkspur", "Sumac Street Laundry"), ("shop", "books", "Millrace", "Second Story Books"),
    ("shop", "car_repair", "Brickyard", "Slate Road Auto"), ("shop", "mall", "Eastmeadow", "Eastmeadow Center"),
    ("tourism", "hotel", "Ferry Landing", "Hotel Sorrel"), ("tourism", "hotel", "Brickyard", "Wharf Inn"),
    ("tourism", "museum", "Millrace", "Mill Ruins Museum"), ("office", "government", "Brickyard", "County Services Building"),
)  # fmt: skip

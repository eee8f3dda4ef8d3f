"""Words for vehicles: colours, kinds, makes and numbers, each mapped to one neutral concept; phrases are written with "_"."""

COLOURS = {
    "black": "jet_black matte_black all_black pitch_black ebony azabache muy_oscuro black blk blacked_out blacked negro negra negros negras prieto prieta madow madaw dub اسود سوداء سودا",
    "charcoal": "charcoal dark_gray dark_grey gris_oscuro gunmetal graphite slate dark_silver gris_muy_oscuro gris_oscuros gris_oscura plomo_oscuro cawl_madow dambas_madow txho_dub txho_tsaus رمادي_غامق رمادي_داكن",
    "dark": "dark_colored dark_coloured dark_color color_oscuro dark darker darkish oscuro oscura oscuros oscuras mugdi tsaus غامق غامقة داكن داكنة",
    "white": "off_white pearl pearl_white cream_white all_white perla aperlado aperlada crudo white wht whitish blanco blanca blancos blancas cadaan cad dawb ابيض بيضاء بيضا",
    "gray": "light_coloured_gray gris_claro plomiza ash ceniza color_gris gray grey light_gray light_grey greyish grayish gris grises plomo cawl cawlan txho رمادي رمادية",
    "silver": "silverish silver_ish silver_colored chrome metallic aluminio gris_plata color_plata silver silvery plateado plateada plateados plateadas plata qalin nyiaj dambas فضي فضية",
    "blue": "light_blue sky_blue royal_blue baby_blue celeste celestes azul_claro azul_cielo azul_rey turquoise teal turquesa xiav_da_ceg سماوي blue bluish bright_blue light_blue azul azules buluug buluuga xiav ازرق زرقاء",
    "navy": "navy_blue midnight_blue azul_muy_oscuro azul_noche ازرق_غامق ازرق_داكن navy dark_blue azul_marino azul_oscuro marino buluug_madow xiav_tsaus kuxiav كحلي",
    "red": "dark_red bright_red cherry crimson wine burgundy_red rojo_oscuro rojo_vino tinto color_tinto guinda granate خمري red reddish rojo roja rojos rojas maroon burgundy guinda vino color_vino cas casaan guduud liab احمر حمراء",
    "green": "forest_green army_green lime_green hunter_green verde_militar verde_claro verde_bandera madowcagaar زيتي green greenish dark_green verde_oscuro olive_green verde_olivo od_green verde verdes olive cagaar cagaaran ntsuab اخضر خضراء",
    "tan": "tan_gold tan_and_gold color_cafe_claro color_arena color_champagne sand_colored sand_coloured khaki_colored sandy camel color_beige marfil café_claro cafe_claro dorados bone kaki tan beige gold golden dorado dorada bronze champagne sand arena color_arena crema caqui khaki bunni_khafiif daj_tshauv بيج ذهبي",
    "yellow": "amarillos amarillas mustard mostaza yellow amarillo amarilla jaalle daj اصفر صفراء",
    "brown": "cafe cafes marrones chocolate copper cobre brown marron cafe_color color_cafe bunni xim_av بني بنية",
    "orange": "naranjas anaranjados orange naranja anaranjado anaranjada oranji برتقالي",
}

# Witnesses mix these up, most of all at night and through glass.
LIKE_COLOURS = (
    ("black", "dark"), ("black", "navy"), ("dark", "navy"), ("dark", "blue"), ("dark", "green"), ("dark", "brown"),
    ("blue", "navy"), ("gray", "silver"), ("gray", "dark"), ("gray", "charcoal"), ("silver", "charcoal"), ("dark", "charcoal"),
    ("black", "charcoal"), ("navy", "charcoal"), ("tan", "yellow"), ("tan", "brown"), ("red", "brown"), ("red", "orange"),
    ("yellow", "orange"),
)  # fmt: skip
# And these now and then.
NEAR_COLOURS = (
    ("black", "blue"),
    ("white", "silver"),
    ("tan", "white"),
    ("green", "tan"),
    ("charcoal", "blue"),
    ("black", "brown"),
)

# Colour words of the languages that put the colour before the thing; in the others it comes after.
COLOUR_BEFORE = frozenset(
    [
        "black",
        "blk",
        "dark",
        "darker",
        "white",
        "wht",
        "gray",
        "grey",
        "silver",
        "silverish",
        "blue",
        "navy",
        "red",
        "maroon",
        "burgundy",
        "green",
        "olive",
        "tan",
        "beige",
        "gold",
        "golden",
        "sand",
        "bronze",
        "champagne",
        "yellow",
        "brown",
        "orange",
        "charcoal",
        "gunmetal",
        "dark_gray",
        "dark_grey",
        "dark_blue",
        "navy_blue",
        "light_blue",
        "dark_red",
        "dark_green",
        "bright_blue",
        "light_gray",
        "light_grey",
        "dark_silver",
        "tan_gold",
        "blacked_out",
        "all_black",
        "jet_black",
        "cream_white",
        "pearl_white",
        "off_white",
    ]
)

VEHICLES = {
    "suv": "camioneta_suv camionetas_suv grand_cherokee grand_cherokees wagoneers suburban suburbans tahoe pathfinders durango explorer 4runners sport_utility sport_utility_vehicle full_size_suv big_suv explorers expeditions durangos escalades yukons blazers navigator navigators trailblazer trailblazers equinoxes pilot pilots highlander highlanders acadia terrain armada sequoia edge escape santa_fe sorento telluride palisade atlas tiguan rogue murano xterra land_cruiser range_rover mdx cx5 cx_5 denali suvs_grandes camioneta_cerrada camionetas_cerradas camioneta_familiar suburbans jip_weyn suv suvs tahoe tahoes suburban explorer durango expedition wagoneer blazer escalade yukon equinox "
    "4runner rav4 crv crossover traverse pathfinder todoterreno 4x4 gaari_suv دفع_رباعي",
    "jeep": "jeep_wrangler jeep_wranglers gladiators gladiator_jeep gladiator_jeeps bronco broncos renegade jeep jeeps wrangler wranglers cherokee gladiator yip yips jip جيب",
    "van": "express expresses chevy_express nissan_nv pickup_van vagoneta_de_carga van_de_carga vans_de_carga camioneta_van big_van big_vans miniban transit transits transit_van transit_vans passenger_van passenger_vans ford_transit promaster savana work_vans panel_van panel_vans sprinters minivans caravans grand_caravan town_and_country voyager kia_carnival combi combis van_de_pasajeros camioneta_de_carga panel paneles microbus kombi gaari_qaad van vans vagoneta vagonetas cargo_van cargo_vans minivan minivans sprinter econoline furgoneta furgonetas furgon furgones minibus mini_van caravan "
    "odyssey sienna pacifica gaadhi_xamuul فان فانات حافلة_صغيرة",
    "sedan": "fourdoor 4_puertas dodge_charger ford_taurus squad_sedan four_door_sedan four_door_sedans four_door_car four_door_cars four_door four_doors 4_door 4_doors 4door cuatro_puertas carro_de_cuatro_puertas carros_de_cuatro_puertas carro_chico chargers impalas malibus taurus fusion fusions crown_vic crown_vics crown_victoria camrys corollas civics accord accords altimas sentra sentras jetta jettas passat elantra elantras sonata sonatas challenger challengers mustang avenger hatchbacks coupes prius lub_tsheb_me tsheb_me tsheb_me_me gaari_yar_yar صالون sedan sedans sean gaari_yar gaari_yaryar gaariyo_yaryar charger impala malibu taurus camry corolla civic altima coupe hatchback sedanes سيدان",
    "pickup": "camioneta_pickup camioneta_pick_up camionetas_pickup colorados pick_up crew_cab crew_cabs crew_cab_pickup crew_cab_pickups quad_cab king_cab troca_de_batea trocas_de_batea de_batea batea camioneta_de_batea camionetas_de_batea silverados tacomas tundras ranger rangers colorado frontier ridgeline sierra gmc_sierra rams dodge_ram dodge_rams ram_1500 ram_2500 ford_150 f150s f250s f350 f_350 raptor titan pickup_ah tsheb_thauj_khoom_me نصف_نقل pick_up_truck pick_up_trucks pickup_truck pickup_trucks pickup pickups pick_ups f150 f250 f_150 f_150s f_250 silverado tacoma tundra troca trocas troka trokas trokita بيكاب بيك_اب",
    "bus": "prison_bus prison_buses coach charter_bus shuttle shuttle_bus short_bus camion_de_pasajeros guagua bus buses autobus autobuses camion_de_pasajeros bas basas npav_loj حافلة حافلات باص باصات",
    "truck": "box_trucks flatbed flatbeds flat_bed flat_beds utility_truck utility_trucks work_trucks delivery_truck panel_truck moving_truck dump_truck bucket_truck stake_bed cargo_truck cargo_trucks camion_de_carga camiones_de_carga camioneta_de_redilas redilas troca_de_redilas semi_truck tractor_trailer mrap bearcat tsheb_thauj_khoom box_truck camion camiones semi u_haul uhaul work_truck armored blindado tanqueta baabuur_weyn شاحنة شاحنات",
    "suv|pickup|van": "camioneta camionetas",
    "pickup|suv|truck": "truck trucks",
    "motorcycle": "motorbike motorbikes dirt_bike scooter scooters motorcycle motorcycles moto motos motocicleta mooto",
    "": "car cars vehicle vehicles carro carros coche coches auto autos vehiculo vehiculos unit units rig rigs gaari gaadhi "
    "gawaari gawaarida gaariga gaadhiga baabuur tsheb tsheb_tsav lub_tsheb سيارة سيارات السيارة عربة عربات مركبة مركبات",
}

# Words that are vehicles only beside a colour, a number or a make.
UNSURE = frozenset(["van", "transit", "express", "ranger", "ram", "rams", "colorado", "colorados", "fusion", "escape", "edge", "journey", "pilot", "auto", "unit", "units", "charter", "frontier", "sierra", "focus", "sonic", "atlas", "titan", "sequoia", "terrain", "rogue", "crossover", "bus", "moto", "coach", "shuttle", "armada"])  # fmt: skip

MAKES = {
    "chevy": "chevy chevrolet cheverolet chevi cheby chevys", "ford": "ford fords", "dodge": "dodge dodges",
    "toyota": "toyota toyotas", "nissan": "nissan nissans", "honda": "honda hondas", "chrysler": "chrysler chryslers",
    "gmc": "gmc", "mercedes": "mercedes mercedes_benz benz", "ram": "ram rams dodge_ram dodge_rams", "jeep": "jeep jeeps",
    "hyundai": "hyundai", "kia": "kia", "subaru": "subaru", "mazda": "mazda", "volkswagen": "volkswagen vw", "lincoln": "lincolns",
    "buick": "buick", "cadillac": "cadillac",
}  # fmt: skip

# What a model says of the make: whoever names one leaves the other out.
MODELS = {
    "chevy": "tahoe suburban silverado colorado impala malibu express equinox traverse blazer trailblazer savana",
    "ford": "explorer expedition f150 f_150 f250 f_250 f350 taurus fusion transit econoline escape edge ranger bronco crown_vic",
    "dodge": "durango charger caravan grand_caravan challenger",
    "ram": "promaster ram dodge_ram",
    "toyota": "camry corolla sienna 4runner rav4 highlander tacoma tundra sequoia prius",
    "nissan": "altima sentra pathfinder rogue frontier armada",
    "honda": "odyssey civic accord crv pilot ridgeline",
    "chrysler": "pacifica voyager town_and_country",
    "jeep": "wagoneer cherokee grand_cherokee wrangler gladiator renegade",
    "gmc": "yukon sierra gmc_sierra acadia terrain denali",
    "mercedes": "sprinter",
}  # fmt: skip

NUMBERS = {
    "1": "one a an un una uno hal kow ib واحد واحدة",
    "2": "two couple pair dos par laba labo ob اثنان اثنين سيارتان سيارتين",
    "3": "three tres saddex seddex peb ثلاث ثلاثة",
    "4": "four cuatro afar plaub اربع اربعة",
    "5": "five cinco shan tsib خمس خمسة",
    "6": "six seis lix rau ست ستة",
    "7": "seven siete toddoba xya سبع سبعة",
    "8": "eight ocho siddeed yim ثماني ثمانية",
    "9": "nine nueve sagaal cuaj تسع تسعة",
    "10": "ten diez toban kaum عشر عشرة",
    "12": "dozen twelve doce docena",
}

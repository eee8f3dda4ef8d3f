"""Words for kinds of places, each mapped to one neutral concept; the name beside one of them makes a landmark."""

# Kinds of named places; the name beside one of them makes a landmark.
PLACE_KINDS = {
    "school": "kindergarten middle_school high_school elementary_school primaria secundaria school schools escuela escuelas kinder preschool elementary academy high iskuul iskuulka dugsi dugsiga tsev_kawm_ntawv مدرسة",
    "church": "mass misa misas parish_office sunday_mass priest sermon pews chapel capilla church iglesia parroquia parish cathedral temple templo kaniisad tsev_teev_ntuj كنيسة",
    "mosque": "mosque mezquita masjid masaajid masjidka مسجد",
    "market": "flea_market pulga tianguis mercados supermercados store shop tienda market mercado supermarket supermercado grocery mall plaza foods dukaan suuq suuqa khw لوق سوق متجر",
    "hospital": "emergency_room emergency_rooms emergency_department emergency_waiting_room waiting_room sala_de_espera urgencias er hospitales emergencias sala_de_emergencias patients pacientes hospital",
    "clinic": " clinic clinica isbitaal isbitaalka tsev_kho_mob مستشفى عيادة",
    "library": "library biblioteca maktabad maktabadda tsev_qiv_ntawv مكتبة",
    "restaurant": "restaurant restaurante taqueria makhaayad مطعم",
    "bridge": "bridge puente buundo buundada choj جسر",
    "highway": "highway hwy interstate freeway freeway_ramp off_ramp on_ramp exit_ramp ramp ramps freeway_exit on_the_exit take_the_exit tomen_la_salida salida_de_la_autopista salida_del_freeway rampa rampas carretera autopista waddo_weyn",
    "station": "station estacion terminal depot محطة",
    "train": "light_rail lightrail train trains tren trenes tren_ligero rail_line blue_line green_line metro subway fare_inspectors",
    "center": "center centre centro  xarun مركز",
    "court": "courthouse corte juzgado maxkamad محكمة",
    "factory": "factory plant fabrica planta warehouse bodega warshad مصنع",
    "laundry": "laundromat lavanderia dharka_lagu_dhaqo",
    "hotel": "hotel motel فندق",
    "day_care": "day_care daycare day_cares daycares guarderia guarderias childcare child_care toddlers toddler preschoolers head_start kinder_care xannaanada xanaano حضانة روضة",
    "dmv": "dmv license_office drivers_license_office licence_office oficina_de_licencias licencia_de_conducir licencias_de_conducir sacar_licencia service_center",
    "armory": "armory armoury armeria national_guard_armory barracks cuartel soldiers soldados tanks tanques army_trucks military_trucks ejercito",
    "water": "water_meter water_meters meter_reader meter_readers the_meter the_meters reads_meters meters medidor medidores compania_de_agua compania_del_agua water_company water_department del_agua recibo_del_agua",
    "airport": "airport aeropuerto terminal_two garoonka مطار",
    "jail": "jail county_jail carcel prison prision detention_center centro_de_detencion xabsi سجن",
    "food_shelf": "food_shelf food_bank food_pantry despensa banco_de_comida banco_de_alimentos",
    "shelter": "shelter shelters albergue albergues refugio family_shelter hoy_lagu_hoydo",
    "university": "university campus college dorm dorms universidad jaamacad جامعة",
    "stadium": "stadium arena estadio",
    "polls": "polling_place polls casilla casillas voting_site",
    "bank": "bank credit_union cajero",
    "gym": "ymca gym gimnasio rec_center",
    "barber": "barber_shop barbershop barber barberia peluqueria beauty_salon salon_de_belleza hair_salon",
    "bakery": "bakery panaderia pasteleria",
    "tires": "tire_shop tire_shops llantera vulcanizadora",
    "auto_body": "auto_body body_shop auto_shop taller taller_mecanico car_repair",
    "car_wash": "car_wash carwash autolavado lavado_de_autos",
    "liquor": "liquor_store liquor licoreria",
    "pawn": "pawn_shop casa_de_empeno empeno",
    "storage": "storage_units storage_unit storage_place bodegas self_storage",
    "dollar_store": "dollar_store dollar_tree dollar_general tienda_del_dolar",
    "gas_station": "khw_roj gas_station gasolinera gas_pumps kaalinta_shidaalka محطة_وقود",
    "bus_stop": "bus_stop parada_de_autobus parada_del_bus",
    "mobile_home": "mobile_home_park mobile_home trailer_park parque_de_trailas parque_de_traila trailas casas_moviles mobile_homes trailer_court",
    "construction": "construction_site construction_sites obra_en_construccion la_obra",
    "apartments": "high_rise tall_tower torre senior_building",
    "swimming": "pool alberca piscina",
    "consulate": "consulate consulado embassy embajada",
    "post_office": "post_office correo oficina_de_correos",
    "nursing_home": "nursing_home asilo assisted_living",
    "walgreens": "walgreens walgreen",
    "cvs": "cvs",
    "walmart": "walmart wal_mart",
    "target": "target",
    "costco": "costco",
    "aldi": "aldi",
    "cub": "cub cub_foods",
    "home_depot": "home_depot",
    "lowes": "lowes menards",
    "mcdonalds": "mcdonalds mcdonald",
    "speedway": "kwik_trip superamerica speedway_gas",
    "starbucks": "starbucks",
}

# People and things that stand for a kind of place and are not called by its name: nobody speaks of the "Andersen patients".
NAMELESS = (
    "patients pacientes soldiers soldados tanks tanques toddlers toddler preschoolers mass misa misas priest sermon pews meters "
    "medidor medidores emergencias urgencias ramp ramps"
)

# Kinds of which a city has one, or that all belong to one thing: who names the kind has named it.
ONE_OF_ITS_KIND = frozenset({"train", "dmv", "armory", "airport", "water", "checkpoint"})

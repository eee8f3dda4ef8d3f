"""Words about someone's status, as people type them on a telephone in the network's languages; and words that only look like them."""

import pytest

from wekeep.people.rules.careful import tells_status, without_status

TELLS = """
A-123456789
A# 123 456 789
A 123-456-789
my A number is A123456789
USCIS A#: 012-345-678
receipt IOE0912345678
I am undocumented
I don't have papers
I don’t have any legal papers
no documents
we have no legal status
he is here illegally
they are illegal
her visa ran out
my visa expired
overstayed my visa
we are refugees
I came as a refugee
waiting for my asylum hearing
asylee
I have TPS
DACA recipient
he has a deportation order
they want to deport us
we crossed the border
humanitarian parole
not citizens
he is not a US citizen
my green card
greencards
ICE check-in on Monday
My social is 123-45-6789
ITIN 912-34-5678
SSN 123456789
Soy indocumentada
no tengo papeles
no tenemos documentos
sin documentos
estoy ilegal
somos ilegales
tengo orden de deportacion
orden de deportación
me van a deportar
ya lo deportaron
ciudadania
CIUDADANÍA
no soy ciudadano
refugiados
permiso de trabajo
soy asilada
mi caso de asilo
pedimos asilo
mi esposo no tiene papeles
crucé la frontera
visa de turista
tengo la visa U
estatus migratorio
estatus legal
mi caso de inmigración
cita con ICE
Sharci ma haysto
sharci la'aan
sharci la’aan
waan sharci la'ahay
warqado ma haysto
waxaan ahay qaxooti
qaxootinimo
magangalyo doon
tarxiil
waa la tarxiilayaa
jinsiyad ma haysto
ma haysto kaarka cagaaran
muwaadin ma ihi
dal ku gal
dal-ku-galka ayaa dhacay
kuv tsis muaj ntawv
peb tsis muaj ntaub ntawv
kuv yog neeg tawg rog
neeg thoj nam
peb nyob hauv no tsis raug cai
daim ntawv ntsuab
tsis yog pej xeem Meskas
raug xa rov tebchaws
raug xa rov qab
بدون أوراق
بدون اوراق
وبدون أوراق
بِدُونِ أَوْرَاق
ليس لدي أوراق
ليس لدينا أوراق
ما عندي أوراق
لا أملك أوراق
أنا لاجئ
نحن لاجئون
اللجوء
طلب اللجوء
لاجئة سورية
مهاجر غير شرعي
وضعنا غير قانوني
سيتم ترحيلي
أمر الترحيل
البطاقة الخضراء
الغرين كارد
الجنسية
تأشيرتي انتهت
انتهت التأشيرة
إقامتي انتهت
ليس عندي إقامة
تصريح العمل
محكمة الهجرة
ما عندي ورق
lo deportó
temo que nos deporten
we do not have documents
"""
PLAIN = """
Please bring diapers and a paper towel
We need a ride to the clinic, apartment A 123
call 612-555-0123 after 5
call 612.555.0123 or 612 55 01234
Llame al 612 555 0123
llama a 6125550123
Apt A 12, 345 Main
Necesito papel higiénico, sin papel no podemos
Dos bolsas de papas
El asilo de ancianos de mi madre
mi mamá está en el asilo
I can pay with a Visa card
tarjeta Visa
pagar con Visa
Cunto iyo dharka carruurta
waraaq qoraal ah
Sharciga guriga ayaa na caawinaya
ntawv nyeem
Peb xav tau mov thiab txhuv
ntaub ntawv kawm ntawv
أوراق الشجر
نحتاج حليب أطفال
عندنا أوراق المدرسة
إخلاء غير قانوني من الشقة
بطاقة فيزا
legal help with the landlord
illegal parking in front
he is illegally parked in front of our door
an illegal eviction
our neighbour Mr. Dacanay
un desalojo ilegal
permission to work late
status of my request
Is the citizen center open
la frontera restaurant
residente del apartamento 3
Soy residente del edificio
order 12-345-678
Senior citizens
document from doctor
no documents needed
exit I-94 at Cedar
a number of bags
deportes para los niños
ropa mojada
zapatos deportivos
me urge: 3 niños, 2 adultos
kalkaaliye caafimaad
lambarka guriga 2412
Wax sharci ah ma jiro
we came home late and work nights
mi hijo juega al deporte
ما عندنا ورق تواليت
ما عندنا حليب
expulsión de la escuela
mi hijo es deportista
we lost the documents of the car
we need a lawyer because of an eviction
Necesitamos documentos de la escuela
"""


@pytest.mark.parametrize("text", TELLS.strip().splitlines())
def test_a_status_or_the_number_of_a_paper_is_seen_however_it_is_typed(text: str) -> None:
    assert tells_status(text) and tells_status(f"Please come soon, {text} and thank you") and not without_status(text)


@pytest.mark.parametrize("text", PLAIN.strip().splitlines())
def test_words_of_every_day_are_left_alone(text: str) -> None:
    assert not tells_status(text) and without_status(text) == text


def test_what_stands_in_brackets_goes_alone_and_the_rest_stays() -> None:
    assert without_status("Maria Lopez (sin papeles)") == "Maria Lopez"
    assert without_status("Bring milk (we have no papers) and rice. Thanks.") == "Bring milk and rice. Thanks."
    assert without_status("She has a green card (no papers before). Ring twice.") == "Ring twice."


def test_marks_nobody_sees_hide_nothing() -> None:
    assert tells_status("sin\u200b papeles") and tells_status("in\u00addocumentada") and tells_status("بـدون أوراق")

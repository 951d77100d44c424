"""The letters of languages in their order, as far as it differs from the English one.

The facts are those of the Unicode Common Locale Data Repository (CLDR); a test compares them
with the ICU of PostgreSQL. A line begins with a known letter; what follows it stands behind it
in the alphabet, wherever it stood before. `x=y` are two spellings of one letter.
"""

LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

SOUTH_SLAVIC = ("c č ć", "d dž đ", "l lj", "n nj", "s š", "z ž")
DANISH = ("y=ü=ű", "z æ=ä ø=ö=ő å=aa")
NORWEGIAN = ("y=ü=ű", "z æ=ä=ę ø=ö=ő=œ å=aa")
TURKISH = ("c ç", "g ğ", "h ı i", "o ö", "s ş", "u ü")

TAILORED: dict[str, tuple[str, ...]] = {
    "az": ("c ç", "e ə", "g ğ", "h x ı i", "k q", "o ö", "s ş", "u ü", "z w"),
    "bs": SOUTH_SLAVIC,
    "cs": ("c č", "h ch", "r ř", "s š", "z ž"),
    "cy": ("c ch", "d dd", "f ff", "g ng", "l ll", "p ph", "r rh", "t th"),
    "da": DANISH,
    "es": ("n ñ",),
    "et": ("s š z ž", "w õ ä ö ü"),
    "fi": ("y=ü", "z å ä=æ ö=ø"),
    "fo": NORWEGIAN,
    "gl": ("n ñ",),
    "hr": SOUTH_SLAVIC,
    "hu": ("c cs", "d dz dzs", "g gy", "l ly", "n ny", "o ö=ő", "s sz", "t ty", "u ü=ű", "z zs"),
    "is": ("a á", "d ð", "e é", "i í", "o ó", "u ú", "y ý", "z þ æ=ä ö=ø å"),
    "lt": ("c č", "i=y", "s š", "z ž"),
    "lv": ("c č", "g ģ", "i=y", "k ķ", "l ļ", "n ņ", "s š", "z ž"),
    "mt": ("b ċ c", "f ġ g għ", "h ħ", "y ż z"),
    "nb": NORWEGIAN,
    "nn": NORWEGIAN,
    "no": NORWEGIAN,
    "pl": ("a ą", "c ć", "e ę", "l ł", "n ń", "o ó", "s ś", "z ź ż"),
    "ro": ("a ă â", "i î", "s ș=ş", "t ț=ţ"),
    "sk": ("a ä", "c č", "h ch", "o ô", "r ř", "s š", "z ž"),
    "sl": ("c č ć", "d đ", "s š", "z ž"),
    "sq": ("c ç", "d dh", "e ë", "g gj", "l ll", "n nj", "r rr", "s sh", "t th", "x xh", "z zh"),
    "sr-latn": SOUTH_SLAVIC,
    "sv": ("y=ü=ű", "z å ä=æ=ę ö=ø=ő=œ=ô"),
    "tr": TURKISH,
    "vi": ("a ă â", "d đ", "e ê", "o ô ơ", "u ư"),
}
# Letters with signs above and below are sorted with the letter without, ligatures as written out.
UNTAILORED = ("ca", "de", "en", "eu", "fr", "ga", "it", "lb", "nl", "pt")
# Latin letters follow those of another script.
SCRIPTS: dict[str, str] = {
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "el": GREEK,
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "ru": RUSSIAN,
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
# What has no sign above or below that could be taken away.
WRITTEN_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th"}
)

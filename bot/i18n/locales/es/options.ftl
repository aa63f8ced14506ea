# Cómo se ve un video y qué parte de la canción muestra; palabras como al comienzo de bot.ftl, y:
#   estilo (cómo se dibuja la música) · formato (de la imagen) · fragmento (de la canción)
option-look = estilo
option-shape = formato
option-colours = colores
option-start = inicio
option-length = duración
option-song = canción

command-musicvideo-look = Cómo se dibuja la música (por defecto, lo del servidor)
command-musicvideo-shape = El formato de la imagen (por defecto, el del servidor)
command-musicvideo-colours = Lo que se mueve, en estos colores: #ff8800, cover o server (por defecto, los del servidor)
command-musicvideo-start = Dónde empieza el video: 1:05, 65 o best, el pasaje más intenso (por defecto, al comienzo)
command-musicvideo-length = Cuánto dura el video: 0:30 o 30, como mínimo 3 segundos (por defecto, hasta el final)
command-musicvideo-font = La tipografía de todos los textos (por defecto, la del servidor)
command-musicvideo-logo = False: sin el logotipo del servidor
command-musicvideo-cards = False: sin las tarjetas del servidor al principio y al final
command-musicvideo-lyrics = False: sin letra, si la canción la tiene
command-musicvideo-quality = Píxeles e imágenes por segundo, hasta lo que permite la moderación
choice-font-usual = La habitual
command-musicvideo-song = La canción: escribe su título y elígela en la lista

choice-look-bars = Barras
choice-look-mirror = Barras desde el centro
choice-look-mountain = Montaña
choice-look-radial = Anillo alrededor de la portada
choice-look-record = Disco de vinilo girando
choice-look-scope = Osciloscopio
choice-look-sparks = Chispas al ritmo
choice-look-spectrogram = Espectrograma en movimiento
choice-look-wave = Onda
choice-shape-wide = Horizontal (16:9)
choice-shape-tall = Vertical (9:16)
choice-shape-square = Cuadrado (1:1)
choice-shape-canvas = Canvas: bucle, 9:16
choice-start-best = El pasaje más intenso
choice-colours-cover = Los colores de la portada
choice-colours-server = Los colores del servidor

status-look = Estilo
options-part = de { $start } a { $end }
options-from = desde { $start }
options-colours = colores { $colours }
options-loudest-length = los { $length } más intensos
options-plain = ni firma ni marca de agua
options-withheld = textos que este servidor no quiere que se muestren
options-no-lyrics = sin letra

error-no-options = Aquí no se pueden elegir estilo, formato ni fragmento: el servicio de video que usa este bot hace todos los videos iguales. No se ha empezado nada; deja esas opciones vacías.
error-colours-unreadable = «{ $text }» no es un color. Escríbelo como #ff8800, o elige en la lista los de la portada o los del servidor. No se ha empezado nada.
error-start-unreadable = «{ $text }» no es un momento de una canción. Escríbelo como 1:05 o 65 (segundos), o elige en la lista el pasaje más intenso. No se ha empezado nada.
error-length-unreadable = «{ $text }» no es una duración. Escríbela como 0:30 o 30 (segundos). No se ha empezado nada.
error-part-short = Un fragmento dura como mínimo { $least } segundos, y diste { $text }. No se ha empezado nada.
error-start-late = La canción dura { $length } y un fragmento dura como mínimo { $least } segundos, así que ninguno empieza en { $start }. No se ha empezado nada.
error-song-missing = ¿Qué canción? Elígela con `canción`, que la encuentra por su título, o da su ID con `task_id`.
error-song-twice = Diste `canción` y `task_id`. Da solo una de las dos cosas.
# $carried y $asked: firma y marca de agua, como en result-author y result-watermark.
answer-only-video = Esta canción ya tiene un video, o está en curso, y el servicio de video solo hace uno por canción. Lleva: { $carried }. Tú pediste: { $asked }. Aún no se ha publicado nada. ¿Lo quieres tal como está? No cuesta nada más.
answer-only-video-unsure = Esta canción ya tiene un video, y el servicio de video solo hace uno por canción. Se hizo antes y no se sabe con certeza qué lleva; tú pediste: { $asked }. Aún no se ha publicado nada. ¿Lo quieres tal como está? No cuesta nada más.
button-as-it-is = Publicarlo tal como está

# /branding
choice-part-all = Todo
choice-part-look = Solo el estilo
branding-look = Estilo de los videos
branding-reset-both = Se han quitado la firma y la marca de agua. Esto es lo que vale ahora:
command-branding-set-look = Cómo se dibuja la música cuando un miembro no elige nada
command-branding-set-shape = El formato de la imagen cuando un miembro no elige ninguno
command-branding-set-colours = Colores de lo que se mueve cuando un miembro no elige ninguno: #ff8800 o cover
error-canvas-long = Un canvas es un bucle de 3 a { $most } segundos. Elige una `duración` más corta o no la pongas.
error-canvas-locked = Un canvas no muestra texto ni logotipo, y la moderación ha fijado algo que todos los videos llevan aquí. Elige otro `formato`.

# Español: las canciones que los miembros traen con /track. Términos como en bot.ftl; library =
# biblioteca; lo que trae un miembro se llama canción. Opciones en minúsculas y sin espacios.
option-file = archivo
option-title = título
option-artist = artista
option-cover = portada
option-track = canción

command-track = Las canciones que este servidor trae por su cuenta
command-track-add = Trae una canción para que se haga su videoclip
command-track-add-file = La canción: MP3, M4A, WAV, FLAC, OGG o similar
command-track-add-title = Cómo se llama (si no, como diga el archivo)
command-track-add-artist = De quién es (si no, como diga el archivo)
command-track-add-cover = Una imagen para la portada: JPEG, PNG, WebP, GIF o BMP
command-track-list = Muestra las canciones que se pueden elegir aquí
command-track-remove = Quita una canción que trajiste; la moderación, cualquiera del servidor
command-track-remove-track = La canción: escribe su título y elígela

track-added = 🎵 { $song }
    Ya está en la biblioteca de este servidor: `/musicvideo` la ofrece a todos aquí, y puedes pedir su video ahora mismo.
button-make = Hacer su video
track-list-title = Canciones de este servidor
track-list-empty = Todavía no hay canciones. Trae una con `/track add`.
track-list-page = Página { $page } de { $pages }
track-take = toma { $take }
track-from-host = para todos los servidores
track-from-member = de { $member }, { $day }
track-from-nobody = del { $day }
button-page-previous = Anterior
button-page-next = Siguiente
track-removed = Se quitó **{ $title }**. Los videos que ya se hicieron se quedan.

error-track-no-audio = Este archivo no se puede leer como audio. Se admiten: { $formats }.
error-track-empty = Este archivo está vacío. Adjunta la canción otra vez.
error-track-broken = Esta canción se corta a la mitad: falta una parte del archivo. Adjúntala otra vez, completa.
error-track-too-short = Esta canción dura menos de un segundo. Adjunta una más larga.
error-track-too-long = Esta canción es demasiado larga: se aceptan { $limit } min como máximo.
error-track-too-big = Este archivo es demasiado grande: se aceptan { $limit } MB como máximo. Adjunta uno más pequeño, por ejemplo en MP3.
error-track-cover-too-big = La portada es demasiado grande: se aceptan { $limit } MB como máximo. Adjunta una imagen más pequeña.
error-track-no-picture = La portada no se puede leer como imagen. Adjunta una imagen JPEG, PNG, WebP, GIF o BMP, o no pongas ninguna.
error-track-not-fetched = No se pudo obtener el archivo de Discord. Adjúntalo otra vez en un minuto.
error-track-server-full = Este servidor ya trajo todas las canciones que puede tener: { $limit }. Quita alguna con `/track remove` o pídeselo a la moderación.
error-track-server-bytes-full = Las canciones de este servidor ocupan todo el espacio que pueden: { $limit } MB. Quita alguna con `/track remove` o pídeselo a la moderación.
error-track-member-bytes-full = Tus canciones ocupan todo el espacio que pueden ocupar las de un miembro en todos los servidores juntos: { $limit } MB. Quita alguna con `/track remove`.
error-track-disk-full = El disco del estudio está lleno, así que ahora no se puede aceptar ninguna canción. Avisa a la persona responsable del bot, que tiene que hacer sitio; lo que ya está se queda.
error-track-not-taken = La canción no se aceptó. Inténtalo otra vez e indica un título; si sigue igual, avisa a la persona responsable del bot.
error-track-silent = El estudio no responde en este momento. Mira en un minuto con `/track list` e inténtalo otra vez; si sigue igual, avisa a la persona responsable del bot.
error-track-adding = Tu última canción todavía se está revisando. Espera a que termine y trae entonces la siguiente.
error-track-unknown = No hay ninguna canción así en este servidor. Elígela en la lista que aparece mientras escribes.
error-track-several = Hay varias canciones con este nombre. Elige la tuya en la lista que aparece mientras escribes.
error-track-not-yours = Esta canción la trajo otra persona: solo ella o la moderación puede quitarla.
error-track-of-host = El responsable del bot puso esta canción para todos los servidores; solo él puede quitarla.
error-track-in-work = El estudio aún está haciendo un video de **{ $title }**, y lo termina aunque se haya cancelado. Después podrás quitar la canción: inténtalo de nuevo en unos minutos.
error-track-not-your-button = Este botón es para quien trajo la canción. Indica la canción en `/musicvideo`.
error-track-gone = Esta canción no está, o ya no está, en la biblioteca de este servidor. Elige una en la lista que aparece mientras escribes.
error-no-song = Ninguna canción de aquí encaja con «{ $text }». Elige una en la lista que aparece mientras escribes, o trae la tuya con `/track add`.
error-songs-unasked = No se pudo preguntar al estudio qué canciones hay. Inténtalo de nuevo en un minuto; si sigue igual, avisa a la persona responsable del bot.

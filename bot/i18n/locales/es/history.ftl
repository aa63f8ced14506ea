# Historial: lo que se pidió y lo que aún se puede hacer con ello. Las palabras son las de bot.ftl.
# Y siempre: post again = volver a publicar (el video que ya está, sin cobro) · make anew = hacer de
# nuevo (un video nuevo, que se cobra).

option-video = video
option-member = miembro
option-everyone = todos
option-status-message = mensaje_de_estado

command-videos = Los videos pedidos en este servidor: ver, volver a publicar, cancelar, eliminar
command-videos-list = Tus videos en este servidor, los más recientes primero
command-videos-list-member = De quién son los videos (solo moderación)
command-videos-list-everyone = Los videos de todos (solo moderación)
command-videos-status = Cómo va un video
command-videos-repost = Publica de nuevo un video terminado en este canal
command-videos-cancel = Cancela un video que aún está en curso
command-videos-delete = Elimina un video publicado de su canal
command-videos-delete-status = Eliminar también el mensaje que mostraba su estado (por defecto, no)
command-videos-video = Escribe parte del título y elige

# En el menú de un mensaje, en «Aplicaciones»: 32 caracteres como mucho.
menu-musicvideo = Hacer un videoclip

history-title = Tus videos en este servidor
history-title-everyone = Todos los videos de este servidor
history-title-member = Videos de un miembro
history-none = Todavía no hay ninguno. Con `/musicvideo` se hace el primero.
history-asked = pedido { $when } en { $channel }
history-asked-by = pedido { $when } en { $channel } por { $member }
history-requested = Pedido
history-link = Enlace
history-queued = ⏳ en espera de su turno
history-place = ⏳ puesto { $place } en la cola del estudio
history-turn = ⏳ puesto { $place } en la cola
history-paused = ⏸️ en espera: la moderación ha puesto la cola en pausa
history-submitting = ⏳ enviándose al servicio de video
history-rendering = 🎬 en proceso
history-posting = 📬 terminado, y se está publicando
history-posted = ✅ publicado: { $link }
history-posted-direct = ✅ enviado por mensaje directo. { $why }
history-posted-parent = ✅ publicado fuera de su hilo: { $link }. { $why }
history-deleted = 🗑️ publicado y eliminado { $when }
history-failed = ❌ no se hizo. { $reason }
history-unknown = ❔ resultado desconocido. { $reason }
history-cancelled = 🚫 cancelado; no se cobró nada
history-cancelled-free = 🚫 cancelado
history-cancelled-late = 🚫 cancelado después de enviarse; puede que se haya cobrado
history-undeliverable = 📪 terminado, pero sin publicar. { $reason }
history-ends = enlace hasta el { $day }
history-ends-soon = ⚠️ el enlace termina { $when }; guarda el video antes
history-ended = el enlace ya no funciona; vuelve a publicarlo para ver si el video aún existe
history-ends-copy = enlace hasta el { $day }, la copia se queda
history-ended-copy = el enlace ya no funciona; la copia adjunta al mensaje se queda
history-end-unknown = no se sabe hasta cuándo funciona el enlace
history-choose-placeholder = Mira uno de estos

button-repost = Volver a publicar
button-anew = Hacer de nuevo
button-newer = Más recientes
button-older = Más antiguos

# El resultado, cuando se vuelve a publicar.
result-again = 🎬 { $member } vuelve a publicar este videoclip: **{ $title }**
result-again-unnamed = 🎬 { $member } vuelve a publicar este videoclip.

answer-posting-again = El video se publica aquí en un momento.
answer-video-gone = El enlace de este video ya no funciona y el servicio de video ya no tiene el video. Puedes pedir que se haga de nuevo; se cobra como un video nuevo.
answer-video-gone-free = El enlace de este video ya no funciona y el servicio de video ya no tiene el video. Puedes pedir que se haga de nuevo.
answer-video-copied = El enlace de este video ya no funciona y el servicio de video ya no tiene el video, pero el mensaje que lo trajo aún lleva una copia adjunta: { $link }. También puedes pedir que se haga de nuevo; se cobra como un video nuevo.
answer-video-copied-free = El enlace de este video ya no funciona y el servicio de video ya no tiene el video, pero el mensaje que lo trajo aún lleva una copia adjunta: { $link }. También puedes pedir que se haga de nuevo.
answer-no-video = No hay ningún video terminado que publicar. Puedes pedir que se haga de nuevo; se cobra como un video nuevo.
answer-no-video-free = No hay ningún video terminado que publicar. Puedes pedir que se haga de nuevo.

error-others-videos = Aquí puedes ver tus propios videos. Los de otros son para miembros que pueden gestionar el servidor.
error-which-video = No sé qué video quieres decir con «{ $text }». Empieza a escribir su título y elígelo de la lista.
error-not-finished = Este video aún no está terminado. Se publicará solo.
error-link-unknown = El enlace de este video ya no funciona, y ahora mismo no se puede preguntar al servicio de video si aún lo tiene. No se cobró nada; inténtalo de nuevo en unos minutos.
error-link-unknown-free = El enlace de este video caducó, y ahora mismo no se puede preguntar al estudio si todavía tiene el video. Inténtalo de nuevo en unos minutos.
error-hidden-channel = Este video se pidió en un canal que no puedes ver. Solo quien lo pidió puede volver a publicarlo o intentarlo.
error-still-open = Este video aún está en curso. Cancélalo o espera a que se publique.
error-nothing-to-delete = Ya no queda ningún mensaje que eliminar.
error-thread-archived = El hilo de este mensaje está archivado. Escribe algo en él para que se abra y vuelve a eliminar.
error-delete-forbidden = Ya no puedo ver ese canal, así que no puedo eliminar el mensaje. La moderación sí puede.
error-not-deleted = Discord no eliminó el mensaje. Inténtalo de nuevo en un minuto.
error-no-track-here = No encuentro ninguna canción en este mensaje. Elige un mensaje que muestre los ID de una canción o un enlace a ella, o escribe un título después de `/musicvideo`.

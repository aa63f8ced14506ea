# Un video con otra imagen que la pedida o la fijada aquí; palabras como al comienzo de bot.ftl.
#   variant = video con la imagen que fijó un servidor (la palabra no se muestra)
result-other-branding = ya existía, así que lleva otra firma u otra marca de agua que las de este servidor
result-shared = otra persona lo pidió primero, así que lleva su firma y su marca de agua
status-other-branding = El video ya existía, así que lleva otra firma u otra marca de agua que las de este servidor.
reason-foreign-branding = Esta canción ya tiene un video, quizá con otra firma u otra marca de agua que las que fijó la moderación de este servidor. No quiere videos así aquí; no se ha cobrado nada más. Puede permitirlos en los ajustes del bot.
error-other-branding-video = Esta canción ya tiene un video, con otra firma u otra marca de agua que las que fijó la moderación de este servidor. No quiere videos así aquí, así que no se ha empezado nada. Pide a la moderación que los permita en los ajustes del bot.
error-other-branding-repost = Este video lleva otra firma u otra marca de agua que las que fijó la moderación de este servidor, así que no se vuelve a publicar aquí. Pide la canción con `/musicvideo`: si es posible, su video se hará de nuevo con las correctas.
reason-unwanted-text = En su título, su firma, su marca de agua o su letra hay algo que la moderación de este servidor no quiere mostrar aquí. No se ha cobrado nada más. Donde el bot hace los videos por sí mismo, al reintentarlo se hace uno sin eso.
error-unwanted-video = Esta canción ya tiene un video, y en su firma o su marca de agua hay una palabra, un enlace o una invitación que este servidor no quiere. Por eso no se ha empezado nada. La moderación puede permitir en los ajustes del bot que se publiquen sin mencionarlo.
error-unwanted-repost = En la firma o la marca de agua de este video hay una palabra, un enlace o una invitación que este servidor no quiere, así que no se vuelve a publicar aquí. Pide la canción con `/musicvideo`: si es posible, su video se hará de nuevo sin eso.
error-unwanted-title = En el título de esta canción hay una palabra, un enlace o una invitación que este servidor no quiere, así que no se ha empezado nada.
error-unwanted-artist = En el nombre del artista de esta canción hay una palabra, un enlace o una invitación que este servidor no quiere, así que no se ha empezado nada.
answer-lyrics-left-out = Una palabra de la letra de esta canción está en la lista de bloqueo de este servidor, así que tu video viene sin letra.
answer-quality-lowered = La moderación permite aquí videos de hasta { $quality }, así que el tuyo tiene eso.
answer-quality-usual = La moderación no permite aquí una calidad mejor que la habitual, así que tu video tiene esa. Puede cambiarlo con `/settings quality`.
settings-quality = Los miembros pueden elegir para sus videos una calidad de hasta { $quality }.
settings-quality-own = Los miembros no eligen la calidad: todos los videos tienen { $quality }.
error-quality-not-here = El anfitrión del bot solo permite aquí: { $qualities }.
command-settings-quality = Qué calidad pueden elegir los miembros para sus videos
command-settings-quality-most = La mejor: píxeles e imágenes por segundo
result-lyrics-left-out = sin letra, porque una palabra de ella está en la lista de bloqueo de este servidor
status-lyrics-left-out = Una palabra de la letra está en la lista de bloqueo de este servidor, así que el video se está haciendo otra vez sin ella.

# Where the bot's own studio makes the videos: nothing costs anything there, so nothing is said of it
reason-unwanted-text-free = En su título, su firma, su marca de agua o su letra hay algo que la moderación de este servidor no quiere mostrar aquí. Al reintentarlo se hace un video sin eso.
reason-cancelled-free = Se canceló antes de que llegara al estudio.
reason-maintenance-free = El estudio no estuvo disponible durante demasiado tiempo. Inténtalo más tarde.
reason-too-often-free = El estudio estuvo saturado demasiado tiempo. Inténtalo más tarde.
reason-unreachable-free = No se pudo contactar con el estudio. Inténtalo más tarde.
reason-unanswered-free = El estudio no respondió. Si el video llega todavía, se publica aquí.

# Español: por qué las reglas de un servidor impiden un pedido. Valen las palabras del comienzo de
# bot.ftl; además: limit = límite · block list = lista de bloqueo · locked = fijado

error-blocked = La moderación de este servidor te ha bloqueado: no puedes pedir videos. Habla con ella si es un error.
error-wrong-channel = En este canal no se pueden pedir videos. Pídelos aquí: { $channels }.
error-role-missing = Aquí solo pueden pedir videos los miembros con alguno de estos roles: { $roles }.
error-word-in-author = Tu firma contiene una palabra de la lista de bloqueo de este servidor. Escribe otra o quita `firma`.
error-word-in-domain-name = Tu marca de agua contiene una palabra de la lista de bloqueo de este servidor. Escribe otra o quita `marca_de_agua`.
error-word-in-title = El título de la canción contiene una palabra de la lista de bloqueo de este servidor, y aparecería en el video. Trae la canción de nuevo con otro `título`.
error-word-in-artist = El nombre del artista contiene una palabra de la lista de bloqueo de este servidor, y aparecería en el video. Trae la canción de nuevo con otro `artista`.
error-word-in-lyrics = La letra contiene una palabra de la lista de bloqueo de este servidor, y aparecería en el video. Trae la canción de nuevo con otra `letra` o sin ella.
error-advert-in-title = El título de la canción contiene un enlace o una invitación, y aparecería en el video. Trae la canción de nuevo con otro `título`.
error-advert-in-artist = El nombre del artista contiene un enlace o una invitación, y aparecería en el video. Trae la canción de nuevo con otro `artista`.
error-advert-in-lyrics = La letra contiene un enlace o una invitación, y aparecería en el video. Trae la canción de nuevo con otra `letra` o sin ella.
error-member-quota = Ya empezaste todos los videos que un miembro puede empezar aquí en 24 horas: { $most }. Podrás empezar el próximo { $again }. Los videos que ya existen se pueden pedir en cualquier momento.
error-server-quota = Este servidor ya empezó todos los videos que puede empezar en 24 horas: { $most }. El próximo se podrá empezar { $again }. Los videos que ya existen se pueden pedir en cualquier momento.
error-host-quota = El bot ya empezó todos los videos que su responsable permite en 24 horas para todos los servidores juntos: { $most }. El próximo se podrá empezar { $again }. Los videos que ya existen se pueden pedir en cualquier momento.
error-cooling-down = Acabas de empezar un video. Podrás empezar el próximo { $again }.

# Español: /settings y /branding, para la moderación. Valen las palabras del comienzo de bot.ftl;
# además: limit = límite · cool-down = espera · block list = lista de bloqueo · locked = fijado ·
#   showcase = canal de muestra · preview = vista previa

# Lo que un texto en un video no puede ser
error-too-long = Este texto es demasiado largo para un video: caben 50 caracteres como máximo. Acórtalo.
error-stacked = Este texto amontona demasiados signos sobre las letras, que invadirían la imagen. Escríbelo sin ellos.
error-mention = Las menciones, las marcas de tiempo y los emojis del servidor no se pueden dibujar en un video. Escribe un nombre.
error-invite = Las invitaciones no pueden ir en los videos. Quítala y pídelo de nuevo.
error-link = Los enlaces no pueden ir en los videos. Un nombre sencillo como music.example sí.

# Imagen
choice-part-both = Firma y marca de agua
choice-part-author = Solo la firma
choice-part-watermark = Solo la marca de agua
choice-policy-default = Predeterminado: los miembros pueden dar los suyos
choice-policy-locked = Fijado: siempre lo que se define aquí
branding-channel-title = Imagen de un canal
branding-channels = Canales con ajustes propios
branding-nothing = nada, a propósito
branding-inherited = { $text } (del servidor)
branding-open = Los miembros pueden dar los suyos con cada video; si no, se usa esto.
branding-channel-reset = { $channel } ya no tiene ajustes propios; allí vale la imagen del servidor.
branding-footer = Lo propio de un canal va antes que lo del servidor, cada parte por separado. Los hilos siguen a su canal.
preview-title = Vista previa
preview-as-set = Así se ve un video con lo que está configurado. No se hizo ningún video.
preview-as-given = Así se vería un video con lo que has dado aquí. No está guardado; para eso está `/branding set`.
preview-described = Una imagen de un videoclip. Firma en la portada: { $author }. Marca de agua abajo: { $watermark }.
error-not-drawn = No se pudo dibujar la imagen. Inténtalo de nuevo en un minuto; si sigue igual, avisa a la persona responsable del bot.

# La lista de bloqueo
words-added = Bloqueada: ||{ $word }||. Los miembros ya no pueden usarla en una firma o marca de agua, la escriban como la escriban.
words-added-songs = Bloqueada: ||{ $word }||. Los miembros ya no pueden usarla en una firma, una marca de agua ni en el título o el artista de una canción, la escriban como la escriban.
words-there = ||{ $word }|| ya está bloqueada.
words-removed = ||{ $word }|| vuelve a estar permitida.
words-not-there = ||{ $word }|| no está en la lista de bloqueo. `/branding words show` muestra lo que hay.
words-none = La lista de bloqueo está vacía. Añade una palabra con `/branding words add`.
words-title = Lista de bloqueo: { $count } de { $most }
words-in-file = La lista es más larga de lo que cabe en un mensaje: el archivo la contiene entera.
error-no-word = No hay ninguna letra ni número que buscar. Escribe una palabra; un asterisco (*) antes o después vale por cualesquiera letras.
error-too-many-words = La lista de bloqueo está llena: caben { $most } palabras como máximo. Quita una primero.

# /settings show
settings-title = Ajustes de este servidor
settings-access = Quién puede pedir y dónde
settings-limits = Límites
settings-used = Usado en las últimas 24 horas
settings-channels = Canales
settings-videos = Videos y mensajes
settings-footer = Las restricciones de roles y canales no se aplican a quienes pueden gestionar el servidor; los límites y bloqueos valen para todos. Sumarse a un video en curso o pedir uno que existe no cuenta.
settings-version = Versión { $version } del bot
settings-roles = Solo miembros con { $roles }
settings-roles-all = Todos los miembros
settings-where = Solo en { $channels }
settings-where-all = En todos los canales
settings-blocked = Bloqueados ({ $count }): { $members }
settings-by-host = (del responsable del bot)
settings-used-server = Este servidor: empezados { $started }, en curso { $open }
settings-used-member = { $member }: empezados { $started }, en curso { $open }
settings-used-again = El próximo inicio será posible { $again }.
settings-none = ninguno
settings-showcase = Canal de muestra: { $channel }
settings-moderators = Para la moderación: { $channel }
settings-language = Idioma de los mensajes públicos: { $language }
settings-language-discord = el del servidor en Discord
settings-copy-on = Se adjunta una copia de cada video que quepa, para que dure más que su enlace.
settings-copy-off = Los videos se publican solo como enlace, sin copia adjunta.
settings-other-branding-post = Donde la imagen está fijada, un video con la de otro servidor se publica con una nota.
settings-other-branding-refuse = Donde la imagen está fijada, un video con la de otro servidor no se publica.
settings-unwanted-refuse = Un video con algo en sus textos que este servidor no quiere no se publica.
settings-unwanted-hide = Un video con algo en sus textos que este servidor no quiere se publica, y ningún mensaje muestra esos textos.
settings-warning = Se avisa a la moderación cuando quedan menos de { $credits } créditos.
settings-warning-nowhere = Se avisará a la moderación cuando queden menos de { $credits } créditos, pero aún no hay canal para eso: elige uno con `/settings moderators`.
settings-no-warning = No se avisa a la moderación cuando quedan pocos créditos.
limit-open-per-member = En camino a la vez, por miembro
limit-daily-per-member = Empezados en 24 horas, por miembro
limit-cooldown-seconds = Espera entre dos inicios de un miembro
limit-daily-per-server = Empezados en 24 horas, en este servidor
limit-daily-per-host = Empezados en 24 horas, en todos los servidores juntos
settings-limit = { $what }: **{ $value }**
limit-none = sin límite
limit-no-cooldown = ninguna

# Respuestas de /settings
settings-limits-saved = Los límites están guardados. `/settings show` los muestra con lo usado.
settings-roles-now = Ahora solo pueden pedir videos los miembros con alguno de estos roles: { $roles }. Quienes pueden gestionar el servidor siempre pueden.
settings-roles-now-all = Ahora todos los miembros pueden pedir videos.
settings-channels-now = Ahora solo se pueden pedir videos aquí, hilos incluidos: { $channels }. Quienes pueden gestionar el servidor pueden en cualquier lugar.
settings-channels-now-all = Ahora se pueden pedir videos en todos los canales.
settings-member-blocked = { $member } ya no puede pedir videos en este servidor. Lo que ya está en curso todavía se publicará.
settings-member-blocked-already = { $member } ya tiene un bloqueo.
settings-member-unblocked = { $member } puede volver a pedir videos.
settings-member-not-blocked = { $member } no tenía ningún bloqueo.
settings-showcase-saved = Desde ahora, los videos terminados de canales que todos pueden ver también se muestran en { $channel }.
settings-showcase-off = Los videos terminados ya no se muestran en otro canal.
settings-moderators-saved = Los mensajes para la moderación llegan a { $channel }: lo que no se pudo publicar, denuncias, preguntas, ajustes cambiados y similares.
settings-moderators-saved-public = Los mensajes para la moderación llegan a { $channel }: lo que no se pudo publicar, denuncias, preguntas, ajustes cambiados y similares. ⚠️ Todos pueden leer ese canal; mejor uno privado.
settings-moderators-off = La moderación ya no recibe avisos.
settings-language-now = Idioma de los mensajes públicos desde ahora: { $language }. Los videos ya pedidos conservan el suyo.
settings-language-now-discord = Los mensajes públicos usan el idioma que el servidor tiene en Discord. Se elige en los ajustes de un servidor de comunidad; los demás están en inglés.
choice-language-discord = El idioma del servidor en Discord
choice-other-branding-post = Publicarlo, con una nota
choice-other-branding-refuse = No publicarlo
choice-unwanted-refuse = No publicarlo
choice-unwanted-hide = Publicarlo sin mencionar los textos
error-nothing-given = No se cambió nada: elige al menos una opción.
settings-undo = ↩️ { $command } lo deshace.
error-above-host = { $what }: el responsable del bot permite { $most } como máximo. No se cambió nada.
error-below-host = { $what }: el responsable del bot exige { $least } como mínimo. No se cambió nada.
error-channel-unknown = No puedo ver este canal. Permíteme verlo y elígelo de nuevo.
error-channel-permissions = Me faltan permisos en { $channel }. Permíteme allí: { $permissions }. Luego elígelo de nuevo; no se cambió nada.
error-block-bot = Los bots no pueden pedir videos; no hay nada que bloquear.

# Nombres de opciones
option-channel = canal
option-without = sin
option-policy = regla
option-part = parte
option-word = palabra
option-at-once = a_la_vez
option-per-day = por_día
option-cooldown = espera
option-server-per-day = servidor_por_día
option-reset = restablecer
option-add = añadir
option-remove = quitar
option-clear = vaciar
option-enabled = activado
option-language = idioma
option-videos = videos_ajenos
option-warn-below = avisar_bajo

# Descripciones de /branding
command-branding-channel = Un canal y sus hilos; si falta, todo el servidor
command-branding-set-without = No llevar: en un canal, aunque el servidor lo tenga
command-branding-policy = Deja que los miembros den los suyos, o fija lo definido
command-branding-policy-policy = Predeterminado o fijado
command-branding-policy-part = De qué se trata; si falta, firma y marca de agua
command-branding-preview = Ver cómo se vería un video, sin hacer ninguno
command-branding-preview-author = Una firma para probar, sin guardarla
command-branding-preview-watermark = Una marca de agua para probar, sin guardarla
command-branding-reset-part = Qué quitar, también si está fijado; si falta, todo
command-branding-words = Palabras que los miembros no pueden poner en los videos
command-branding-words-add = Bloquea una palabra en firmas y marcas de agua
command-branding-words-add-word = Una palabra entera; un asterisco (*) antes o después vale por cualesquiera letras
command-branding-words-remove = Vuelve a permitir una palabra
command-branding-words-remove-word = La palabra, como está en la lista
command-branding-words-show = Muestra la lista de bloqueo, solo a ti

# Descripciones de /settings
command-settings = Quién puede pedir videos, cuántos, dónde y qué pasa con ellos
command-settings-show = Muestra todos los ajustes y lo usado de los límites
command-settings-show-member = De quién mostrar el uso; si falta, el tuyo
command-settings-limits = Cuántos videos pueden empezar los miembros y todo el servidor
command-settings-limits-at-once = Videos que un miembro puede tener en curso a la vez
command-settings-limits-per-day = Videos que un miembro puede empezar en 24 horas
command-settings-limits-cooldown = Minutos entre dos inicios de un miembro; 0: ninguno
command-settings-limits-server = Videos que todos los miembros juntos pueden empezar en 24 horas
command-settings-limits-reset = Dejar al responsable del bot todo lo que no se dé aquí
command-settings-roles = Deja que solo ciertos roles pidan videos
command-settings-roles-add = Un rol que puede pedir
command-settings-roles-remove = Un rol que se quita de la lista
command-settings-roles-clear = Vaciar antes la lista: todos los miembros pueden pedir
command-settings-channels = Permite que se pidan videos solo en ciertos canales
command-settings-channels-add = Un canal con sus hilos, o toda una categoría
command-settings-channels-remove = Un canal o una categoría que se quita de la lista
command-settings-channels-clear = Vaciar antes la lista: valen todos los canales
command-settings-block = Impide que un miembro pida videos
command-settings-block-member = El miembro
command-settings-unblock = Deja que un miembro bloqueado vuelva a pedir
command-settings-showcase = Dónde se muestran otra vez los videos terminados de canales públicos
command-settings-showcase-channel = El canal que los muestra
command-settings-moderators = El canal de los mensajes para la moderación
command-settings-moderators-channel = Un canal que solo lee la moderación
command-settings-off = Desactivarlo
command-as-reset = El nombre anterior de restablecer
command-settings-reset = Volver a como estaba al principio
command-settings-copy = Decide si se adjunta una copia de cada video, que dure más que su enlace
command-settings-copy-enabled = Adjuntar copias que quepan en el límite de Discord
command-settings-language = El idioma de los mensajes públicos del bot
command-settings-language-language = El idioma
command-settings-other-branding = Videos con la imagen de otro servidor, donde la propia está fijada
command-settings-other-branding-videos = Qué pasa con ellos
command-settings-unwanted = Videos cuyos textos llevan palabras bloqueadas o invitaciones ajenas
command-settings-unwanted-videos = Qué pasa con ellos
command-settings-credits = Cuándo avisar a la moderación de que quedan pocos créditos
command-settings-credits-below = Avisar por debajo de este saldo (0: nunca)

# Español, para España y América: se tutea, sin «vosotros», y se elige lo que se entiende en todas
# partes («video», sin tilde, vale en ambas orillas). Cada cosa se llama siempre igual:
#   video = video · track = canción · take = toma · task = tarea · music video = videoclip
#   signature = firma · watermark = marca de agua · branding = imagen (del servidor)
#   server = servidor · member = miembro · moderator = moderación · host = responsable del bot
#   video service = servicio de video · music service = servicio de música · charged = cobrado
# Los permisos llevan el nombre que Discord les da en español.

# El mensaje de estado
status-title = Videoclip: { $title }
status-title-unnamed = Videoclip
status-queued = ⏳ **En espera.** El video se publicará aquí.
status-submitting = ⏳ **Enviándolo** al servicio de video.
status-rendering = 🎬 **En proceso.** El video se publicará aquí.
status-posting = 📬 **Terminado.** Se está publicando aquí.
status-posted = ✅ **Terminado:** { $link }
status-late = ✅ **Terminado, por fin:** { $link }
status-failed = ❌ **No se pudo hacer.** { $reason }
status-unknown = ❔ **Resultado desconocido.** { $reason }
status-cancelled = 🚫 **Cancelado.** No se ha cobrado nada.
status-cancelled-free = 🚫 **Cancelado.** El video no se publicará.
status-cancelled-late = 🚫 **Cancelado.** Ya se había enviado, así que es posible que el video se haga y se cobre de todos modos, pero no se publicará.
status-cancelled-late-free = 🚫 **Cancelado.** El video no se publicará para ti. Otra persona espera el mismo video, así que se hace de todos modos.
status-undeliverable = 📪 **Terminado, pero no se pudo publicar.** { $reason }
status-length = Duración
status-asked-by = -# Pedido por { $member }
status-author = Firma
status-watermark = Marca de agua
status-link-name = ver el video

# El resultado
result-ready = 🎬 { $member }, tu videoclip está listo: **{ $title }**
result-ready-unnamed = 🎬 { $member }, tu videoclip está listo.
result-length = ({ $length })
result-author = firmado por { $author }
result-watermark = marca de agua { $watermark }
result-existing = el video ya existía, con la firma y la marca de agua de entonces
result-existing-plain = el video ya existía, sin firma ni marca de agua
result-may-have-ended = el video es antiguo y puede que su enlace ya no funcione
result-ends = enlace hasta el { $day }
result-failed = ❌ { $member }, no hay video de **{ $title }**. { $reason }
result-failed-unnamed = ❌ { $member }, no hay video. { $reason }
result-unknown = ❔ { $member }, no se sabe qué ha sido del video de **{ $title }**. { $reason }
result-unknown-unnamed = ❔ { $member }, no se sabe qué ha sido de tu video. { $reason }
result-file-name = Videoclip: { $title }
result-file-name-unnamed = Videoclip

button-cancel = Cancelar
button-retry = Intentar de nuevo
button-check = Comprobar de nuevo
button-delete = Eliminar

# Los motivos
reason-already-exists = El servicio de video dice que esta canción ya tiene un video, pero no dónde está. Se hizo fuera de este bot, y ahora no se ha cobrado nada.
reason-audio-unavailable = No se pudo obtener el audio de la canción. Puede que se haya eliminado; vuelve a crear la canción y pide después su video.
reason-bad-request = El servicio de video no entendió el pedido. Avisa a la persona responsable del bot; intentarlo antes no servirá de nada.
reason-blocked = El servicio de video rechaza las conexiones del bot. Avisa a la persona responsable del bot; no se ha cobrado nada.
reason-build-failed = No se pudo crear el video. Inténtalo de nuevo; si vuelve a fallar, puede que la canción esté dañada. Si fallan también otras, avisa a la persona responsable del bot.
reason-cancelled = Se canceló antes de enviarlo; no se ha cobrado nada.
reason-deadline = El servicio de video no terminó a tiempo y no dijo por qué. Puede que se haya cobrado. Si el video llega todavía, se publica aquí.
reason-deadline-free = El estudio no terminó a tiempo y no dijo por qué. Si el video llega todavía, se publica aquí.
reason-invalid = El servicio de video no aceptó estos datos. Revisa los ID, la firma y la marca de agua, y pídelo de nuevo.
reason-key-limit = La clave del bot ha llegado a su límite en el servicio de video. No se ha cobrado nada; la persona responsable del bot tiene que aumentarlo.
reason-maintenance = El servicio de video estuvo demasiado tiempo en mantenimiento. No se ha cobrado nada; inténtalo más tarde.
reason-no-credits = A la cuenta del bot en el servicio de video no le alcanzan los créditos. No se ha cobrado nada; la persona responsable del bot tiene que recargarla.
reason-not-found = El servicio de video no conoce esta canción: la hizo otra cuenta, o hace demasiado tiempo. Revisa los dos ID, o elige la canción en la lista que aparece mientras escribes.
reason-other = El servicio de video se negó por un motivo que este bot no conoce. Inténtalo más tarde; si sigue igual, avisa a la persona responsable del bot.
reason-queue-cleared = La moderación ha vaciado la cola de este servidor. No se ha cobrado nada; puedes volver a pedirlo.
reason-queue-cleared-free = La moderación ha vaciado la cola de este servidor. Puedes volver a pedirlo.
reason-server-error = El servicio de video tuvo un error. Inténtalo de nuevo en unos minutos.
reason-studio-full = El disco del estudio está lleno, así que no se pudo hacer el video. La persona responsable del bot tiene que liberar espacio.
reason-studio-not-writable = El estudio no puede escribir en su disco, así que no se pudo hacer el video. La canción está bien. Avisa a la persona responsable del bot y vuelve a intentarlo después.
reason-timed-out = El servicio de video tardó demasiado. Inténtalo de nuevo en unos minutos.
reason-too-large = La canción es demasiado grande para el servicio de video. Elige una más corta.
reason-too-often = El servicio de video estuvo saturado demasiado tiempo. No se ha cobrado nada; inténtalo más tarde.
reason-unanswered = El servicio de video no dijo si aceptó el encargo, así que puede que el video se haga y se cobre. No se encarga otra vez, para no pagar dos veces. Si llega todavía, se publica aquí; la persona responsable del bot puede buscarlo en el servicio.
reason-unreachable = No se pudo contactar con el servicio de video. No se ha cobrado nada; inténtalo más tarde.
reason-unsupported = El servicio de video no ofrece esto por ahora. Avisa a la persona responsable del bot.
reason-wrong-key = El servicio de video no acepta la clave del bot. No se ha cobrado nada; la persona responsable del bot tiene que renovarla.
reason-channel-gone = El canal ya no existe.
reason-file-too-large = El video está hecho, pero ni reducido deja de ser más grande de lo que Discord permite subir aquí al bot. La persona responsable del bot puede definir `callback.public_url` para que se publique un enlace en su lugar.
reason-link-ended = El video estaba hecho, pero ya se ha eliminado. Pídelo otra vez y se hará de nuevo.
reason-locked = El hilo está bloqueado.
reason-no-permission = El bot ya no puede escribir en este canal. Permítele ver el canal, enviar mensajes y adjuntar archivos, y pídelo de nuevo: el video se conserva.
reason-post-refused = Discord rechazó el mensaje. Avisa a la persona responsable del bot.
reason-post-unknown = Discord no confirmó el mensaje y no se puede leer el canal para comprobarlo, así que no se envió otra vez. Si no lo ves, pídelo de nuevo: el video se conserva.
reason-none = No se dio ningún motivo.

# Las negativas
error-no-id = No encuentro ningún ID en «{ $text }». Empieza a escribir el título de una canción y elígela en la lista, o pega el ID de la tarea (y el ID del audio) tal como los muestra el servicio de música.
error-missing-permissions = No puedo hacer esto aquí. Pide a la moderación que me permita en este canal: { $permissions }.
error-not-allowed = Solo pueden hacerlo los miembros que gestionan el servidor.
error-only-in-servers = Esto no se puede usar aquí.
error-too-many-open = Ya tienes en curso todos los videos que un miembro puede tener aquí: { $most }. Espera a que termine uno y pídelo de nuevo.
error-command-changed = Este comando ha cambiado. Recarga Discord (Ctrl+R, o reinicia la aplicación) e inténtalo de nuevo.
error-database = El bot no puede guardar nada en este momento, así que no se ha empezado nada. Inténtalo de nuevo en un minuto; si sigue igual, avisa a la persona responsable del bot.
error-database-full = El disco con la base de datos del bot está lleno, así que no se ha empezado nada. Avisa a la persona responsable del bot, que tiene que liberar espacio; lo que ya está en curso seguirá después por sí solo.
error-stopping = El bot se está reiniciando. Mira en un minuto si esto se ha hecho; si no, inténtalo de nuevo.
error-unexpected = Algo salió mal dentro del bot. Inténtalo de nuevo; si sigue igual, da este número a la persona responsable del bot: { $number }.
error-unknown-task = El servicio de música no conoce ninguna canción terminada de esta tarea. Revisa el ID; si la canción es muy reciente, espera a que esté terminada.
error-unknown-track = La tarea no tiene ninguna canción con el ID { $audio }. Elige una de la lista o deja `audio_id` vacío.
error-lookup-failed = No se pudo preguntar al servicio de música qué canciones tiene esta tarea. Inténtalo de nuevo en un minuto, o da también el ID del audio.
error-empty-branding = Da algo que definir: un texto, un estilo, un formato, colores, una tipografía o una tarjeta.
error-text-and-none = Diste un texto y a la vez elegiste que no haya ninguno (`sin`). No se cambió nada: da solo una de las dos cosas.
error-invisible = Este texto no tiene caracteres visibles. Escríbelo de otra forma.
error-not-yours = Solo puede hacerlo quien pidió este video, o la moderación.
error-gone = Es demasiado antiguo: el bot ya no lo tiene registrado.
error-menu-old = Este menú es demasiado antiguo. Usa el comando otra vez.
error-too-late = Es tarde para cancelar: el resultado ya está en este canal, o llega enseguida.
error-cancelled-already = Ya está cancelado.

permission-view-channel = Ver canal
permission-connect = Conectar
permission-send-messages = Enviar mensajes
permission-send-messages-in-threads = Enviar mensajes en hilos
permission-embed-links = Insertar enlaces
permission-attach-files = Adjuntar archivos
permission-read-message-history = Leer el historial de mensajes
permission-add-reactions = Añadir reacciones
permission-pin-messages = Fijar mensajes

# Las respuestas privadas
answer-choose = Esta tarea tiene { $count ->
        [one] una canción
       *[other] { $count } canciones
    }. ¿De cuál quieres el video?
answer-choose-among = Hay varias canciones que coinciden. ¿De cuál quieres el video?
answer-choose-placeholder = Elige una canción
answer-chosen = Has elegido: **{ $title }**
answer-chosen-unnamed = Elegida.
answer-started = Encontrada. El pedido del video está aquí abajo.
answer-repeat = Este video ya está en curso; se publicará en este canal: { $link }
answer-repeat-without-status = Este video ya está en curso; se publicará en este canal.
answer-posted-already = Este video ya se publicó aquí: { $link }. Para publicarlo otra vez a propósito, usa `/videos repost`.
answer-taken = Tu video está en curso y se publicará en este canal.
answer-deleted = Eliminado.
track-choice = { $title } · toma { $take } · { $length }
track-choice-no-length = { $title } · toma { $take }
track-unnamed = Canción sin título { $id }

branding-title = Imagen de este servidor
branding-none = No hay nada definido. Los miembros pueden dar una firma y una marca de agua con cada video.
branding-author = Firma en la portada
branding-watermark = Marca de agua
branding-unset = sin definir
branding-saved = Guardado. Desde ahora vale:
branding-reset = Se han quitado la firma y la marca de agua del servidor.
branding-reset-author = Se ha quitado la firma. Esto es lo que vale ahora:
branding-reset-watermark = Se ha quitado la marca de agua. Esto es lo que vale ahora:
branding-nothing-to-reset = No había firma ni marca de agua que quitar.

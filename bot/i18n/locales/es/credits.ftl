# Español: qué queda, qué se gastó y quién pidió qué. Valen las palabras del comienzo de bot.ftl; además:
#   balance = saldo · credits = créditos (del bot en el servicio de video) · record = registro
option-days = días

command-credits = Saldo, gasto de este servidor y quién pidió qué videos
command-credits-show = Ver el saldo del bot y lo que este servidor gastó este mes
command-credits-record = Ver quién pidió qué videos, cuándo, dónde y si se cobraron
command-credits-export = Recibir el registro como archivo para hojas de cálculo (CSV)
command-credits-member = Solo lo que pidió este miembro
command-credits-days = Cuántos días hacia atrás (por defecto: 31)
command-videos-record = Moderación: ver quién pidió qué videos, cuándo y dónde
command-videos-record-days = Tantos días como archivo para hojas de cálculo (CSV)
command-settings-credits-clear = Avisar como lo fijó el responsable del bot

credits-title = Créditos
credits-free = Los videos los hace el propio estudio del bot: no cuestan nada.
credits-lyrics = -# Las letras con tiempos se piden al servicio de música una vez por canción; cada una cuesta unos { $price } créditos.
credits-unknown = Ahora no se puede consultar el saldo. Inténtalo de nuevo en unos minutos.
credits-balance = Saldo de la cuenta del bot: **{ $credits }** créditos (consultado { $when })
credits-low = ⚠️ Es poco: alcanza para alrededor de { $count ->
        [one] { $count } video
       *[other] { $count } videos
    }. La persona responsable del bot tiene que recargarla.
credits-month = Este mes, en este servidor
credits-since = -# desde el { $day }
credits-charged = • Videos cobrados: **{ $count }**, unos { $credits } créditos
credits-charged-known = • Videos cobrados: **{ $count }**, { $credits } créditos
credits-charged-partly = • Videos cobrados: **{ $count }**, { $credits } créditos, y unos { $estimate } por los que no tienen precio
credits-forgotten = • De ellos, ya no están en el registro: **{ $count }**, porque sus miembros borraron sus datos
credits-doubtful = • Quizá cobrados: **{ $count }** que fallaron o cuyo resultado se desconoce
credits-pending = • En proceso ahora: **{ $count }**
credits-estimate = -# Donde el servicio de video no dijo el precio, { $price } créditos por video es una estimación. Un video cuenta donde se pidió primero.
credits-counts = -# Un video cuenta donde se pidió primero.
credits-exported = El registro { $days ->
        [one] del último día
       *[other] de los últimos { $days } días
    }: { $count ->
        [one] { $count } pedido
       *[other] { $count } pedidos
    }. Contiene los ID de miembros: trátalo con cuidado.
credits-exported-part = Es solo la parte más reciente: todo sería demasiado largo.

record-title = **Quién pidió qué**
record-none = No hay nada en el registro.
record-untitled = Canción sin título
record-outcome-open = en curso
record-outcome-posted = publicado
record-outcome-deleted = publicado y eliminado
record-outcome-failed = no se pudo hacer
record-outcome-unknown = resultado desconocido
record-outcome-cancelled = cancelado
record-outcome-undeliverable = no se pudo publicar
record-charge-charged = cobrado
record-charge-doubtful = quizá cobrado
record-charge-pending = aún no cobrado
record-charge-nothing = no cobrado
record-charge-free = gratis
record-column-asked = Pedido (UTC)
record-column-member = Miembro
record-column-channel = Canal
record-column-channel-id = ID del canal
record-column-title = Título
record-column-task = ID de la tarea
record-column-audio = ID de la canción
record-column-signature = Firma
record-column-watermark = Marca de agua
record-column-outcome = Resultado
record-column-charge = Cobro
record-column-ended = Terminado (UTC)
record-column-message = Mensaje
button-record-newer = ◀ Más recientes
button-record-older = Más antiguos ▶

notice-low-credits = ⚠️ **Al bot le quedan pocos créditos:** { $credits } en el servicio de video. Avisen a la persona responsable del bot para que recargue: sin créditos, falla todo pedido de un video nuevo. Los videos que ya existen se pueden seguir publicando.

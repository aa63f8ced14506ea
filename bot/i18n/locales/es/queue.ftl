# La tarjeta de /videos queue: lo que se está haciendo y lo que espera en un servidor, y lo que puede hacer
# la moderación. Las palabras son las de bot.ftl. { $when } es la fecha relativa de Discord.
command-videos-queue = Lo que se está haciendo en este servidor, lo que espera y cuándo estará listo

queue-title = Videos en curso en este servidor
queue-none = No hay nada en curso.
queue-counts = 🎬 haciéndose: { $made } · ⏳ en espera: { $waiting }
queue-paused = ⏸️ **En pausa** por la moderación { $when }. Lo que se está haciendo se termina; todo lo demás espera, también los pedidos nuevos, y continúa cuando la moderación reanude la cola.
queue-own = Tuyos
queue-others = De otros
queue-more = y { $count } más
queue-clear-question = { $count ->
        [one] Se cancelará un video que espera o se está haciendo. Se avisará a su miembro
       *[other] Se cancelarán { $count } videos que esperan o se están haciendo. Se avisará a cada miembro
    } y no se cobrará nada. ¿Vaciar la cola?
queue-clear-question-free = { $count ->
        [one] Se cancelará un video que espera o se está haciendo. Se avisará a su miembro.
       *[other] Se cancelarán { $count } videos que esperan o se están haciendo. Se avisará a cada miembro.
    } ¿Vaciar la cola?
queue-clear-kept = { $count ->
        [one] Un video se queda: el servicio de video ya lo tiene y lo cobra.
       *[other] { $count } videos se quedan: el servicio de video ya los tiene y los cobra.
    }
queue-clear-nothing = No hay nada en espera ni haciéndose.
queue-cleared = { $count ->
        [one] Hecho: un video cancelado; se avisa a su miembro.
       *[other] Hecho: { $count } videos cancelados; se avisa a sus miembros.
    }
queue-kept = No se ha cambiado nada.

button-queue-show = Actualizar
button-queue-pause = Pausar
button-queue-resume = Reanudar
button-queue-clear = Vaciar…
button-queue-clear-now = Vaciar la cola
button-queue-keep = Dejarla así

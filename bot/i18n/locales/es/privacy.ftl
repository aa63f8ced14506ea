# Español: qué se guarda de alguien y cómo borrarlo. Valen las palabras del comienzo de bot.ftl; además:
#   request = pedido · delete = borrar · keep = guardar · data = datos · backup copy = copia de seguridad
command-privacy = Qué guarda este bot sobre ti y cómo borrarlo
command-privacy-show = Ver qué guarda este bot sobre ti, cuánto tiempo y quién puede verlo
command-privacy-export = Recibe en un archivo lo que este bot guarda sobre ti
command-privacy-delete = Borrar lo que este bot guarda sobre ti, en todos los servidores

privacy-title = Qué guarda este bot sobre ti
privacy-nothing = No se guarda nada sobre ti que se pueda borrar.
privacy-nothing-left = Ya no queda nada que borrar. Lo que cuenta para los límites desaparece solo a los { $days } días; las listas de bloqueo son de los servidores.
privacy-requests = • Pedidos de videos: **{ $count }** (servidores: { $servers }; el más antiguo es del { $since })
privacy-request-parts = -# Cada uno con tu ID de usuario, canal, hora, canción, idiomas, firma, marca de agua, mensajes y resultado.
privacy-open = • De ellos, aún en curso: **{ $count }**
privacy-songs = • Canciones que trajiste: **{ $count }**
privacy-songs-unknown = • Canciones que trajiste: no se sabe en este momento
privacy-decisions = • Servidores para los que decidiste algo en la moderación: **{ $count }**
privacy-quota-usage = • Inicios de videos, anotados para los límites: **{ $count }** (cada uno durante { $days } días, incluidos los devueltos)
privacy-blocks = • Servidores que te han bloqueado: **{ $count }**

privacy-term-title = Cuánto tiempo
privacy-term-requests = Un pedido se borra { $days } días después de terminar, o cuando tú quieras.
privacy-term-copies = De las copias de seguridad de la base de datos desaparece { $days ->
        [one] un día más tarde
       *[other] { $days } días más tarde
    }.
privacy-term-log = Quién cambió qué ajustes de un servidor se guarda { $days } días.
privacy-term-left = Cuando el bot deja un servidor, todo lo que guarda de él se borra { $days ->
        [one] al cabo de un día
       *[other] a los { $days } días
    }.

privacy-seen-title = Quién puede verlo
privacy-seen = Tú, la moderación de un servidor por lo que se pidió allí, y la persona responsable del bot. Los mensajes publicados los ve todo el canal.
privacy-seen-service = El servicio de video recibe la canción, la firma y la marca de agua, pero no sabe quién eres.

privacy-more-title = Más
privacy-more-delete = Recíbelo todo en un archivo con `/privacy export` o bórralo con `/privacy delete`. No se guardan nombres, solo el ID de usuario de Discord; la firma de una canción es lo que escribiste, el nombre del artista o el tuyo aquí.
privacy-more-policy = La política de privacidad de este bot
privacy-exported = Aquí está todo lo que este bot guarda sobre ti en todos los servidores: un archivo JSON con horas en UTC. No aparece quién más figura en él.

privacy-question = **¿Borrar lo que este bot guarda sobre ti, en todos los servidores?** No se puede deshacer.
privacy-question-requests = • Se borra: tus pedidos de videos (**{ $count }**), con todo lo que contienen. La firma y la marca de agua de un video también, salvo que otros lo hayan pedido.
privacy-question-open = • Antes se cancela: lo que aún está en curso (**{ $count }**). Lo que ya se envió todavía puede cobrarse.
privacy-question-open-free = • Antes se cancela: lo que aún está en curso (**{ $count }**).
privacy-question-songs = • Se borra: las canciones que trajiste con `/track add`. Los videos hechos con ellas quedan para quienes los pidieron.
privacy-question-decisions = • Se borra: tu ID de usuario junto a lo que decidiste en la moderación. Las decisiones quedan.
privacy-question-stays = • Queda: los mensajes en los canales (su botón Eliminar solo funciona **antes**), lo que cuenta para los límites (durante { $days } días) y las listas de bloqueo.
privacy-question-copies = • Las copias de seguridad de la base de datos aún lo contienen { $days ->
        [one] un día
       *[other] { $days } días
    }.
privacy-kept = No se borró nada.
privacy-erased = 🗑️ **Borrado.** { $count ->
        [0] Lo que era tuyo ya no está.
        [one] Ya no está { $count } pedido.
       *[other] Ya no están { $count } pedidos.
    }
privacy-erased-later = ⏳ { $count ->
        [one] { $count } pedido se está publicando o cancelando: se borrará después, sin que hagas nada.
       *[other] { $count } pedidos se están publicando o cancelando: se borrarán después, sin que hagas nada.
    }
privacy-erased-songs-later = ⏳ Las canciones que trajiste se borrarán en un rato, sin que hagas nada: se está haciendo un video con una, o el estudio no responde.
button-privacy-erase = Borrar mis datos
button-privacy-keep = Conservarlos
error-not-your-data = Estos son los datos de otra persona. Usa tú `/privacy delete`.

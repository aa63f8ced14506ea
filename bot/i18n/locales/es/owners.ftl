# Español: de quién es una canción, quién puede usarla y qué pasa cuando se denuncia. Los términos son los
# de bot.ftl; y: report = denunciar · take down = retirar
option-use = uso
option-signature = firma
option-signed-by = firmado_por

command-track-add-use = Quién puede pedir videos de ella (si no: todos aquí)
command-track-edit = Elegir quién puede usar una canción tuya y su firma; la moderación, la de cualquiera
command-track-edit-track = La canción: escribe su título y elige
command-track-edit-signature = El nombre que llevan sus videos
command-track-edit-signed-by = Si otros pueden poner un nombre propio en sus videos
choice-use-everyone = todos aquí
choice-use-moderators = la moderación y yo
choice-use-owner = solo yo
choice-signed-by-owner = solo por su dueño y la moderación
choice-signed-by-anyone = por todos los que pueden usarla

track-rights-question = Antes de tu primera canción: **¿puedes compartir lo que traes?** La hiciste tú, o quien la hizo te deja compartirla aquí. Se pregunta una sola vez; la moderación puede retirar lo que no sea así.
button-rights = Sí, puedo compartirla
track-rights-confirmed = ✔️ Gracias. Se está revisando tu canción…
track-rights-again = ✔️ Gracias, queda anotado. La canción esperó demasiado: usa `/track add` otra vez.
track-added-signature = Sus videos llevan la firma **{ $text }**.
track-added-for-everyone = Todos aquí pueden usarla con `/musicvideo`. Se cambia con `/track edit`.
track-added-for-moderators = Solo tú y la moderación pueden usarla con `/musicvideo`. Se cambia con `/track edit`.
track-added-for-owner = Solo tú puedes usarla con `/musicvideo`. Se cambia con `/track edit`.
track-edited = ✔️ Para **{ $title }** vale desde ahora:
track-for-everyone = para todos aquí
track-for-moderators = para su dueño y la moderación
track-for-owner = solo para su dueño
track-signature = firma: **{ $text }**
track-signature-server = firma: la que fijó este servidor
track-signed-by-owner = solo su dueño y la moderación pueden poner otra
track-signed-by-anyone = todos los que pueden usarla pueden poner otra

error-track-for-owner = { $member } trajo esta canción y se la reserva. Pregúntale, o elige otra.
error-track-for-moderators = { $member } trajo esta canción: solo esa persona y la moderación pueden usarla. Pregúntale, o elige otra.
error-signature-is = Esta canción es de { $member }, y sus videos llevan la firma **{ $text }**. Solo su dueño y la moderación pueden poner otra: pídela de nuevo sin firma.
error-signature-not-yours = Esta canción es de { $member }: solo esa persona y la moderación pueden firmar sus videos. Pídela de nuevo sin firma.
error-signature-repost = Este video lleva otra firma que la de { $member }, de quien es la canción. Pide que se haga de nuevo con `/musicvideo`.
error-track-taken-down = La moderación de este servidor retiró esta canción, así que no se puede usar aquí. Pregúntale si es un error.

privacy-song-parts = -# Cada una con tu ID de usuario, quién puede usarla, su firma, dónde y cuándo la trajiste.
privacy-rights = • Que dijiste que puedes compartir lo que traes ({ $day })
privacy-reports = • Videos que denunciaste: **{ $count }**
privacy-takedowns = • Canciones tuyas que retiró la moderación: **{ $count }**
privacy-question-rights = • Se borra: que dijiste que puedes compartir lo que traes, y tu ID de usuario junto a denuncias y canciones retiradas.

reason-taken-down = La moderación de este servidor retiró esta canción.
menu-report = Denunciar este video
report-question = ¿Qué pasa con este video? La moderación recibe un enlace a este mensaje y ve que lo denunciaste tú.
takedown-question = ¿Retirar esto? La canción ya no se podrá usar en este servidor, lo que está en curso se cancela y todos sus videos se borran aquí. `/videos restore` lo deshace durante { $days } días; los mensajes borrados no vuelven. Motivo:
report-placeholder = Elige un motivo
report-reason-rights = no puede compartirse
report-reason-content = es ofensivo o no se quiere aquí
report-reason-other = otra cosa
report-sent = 🚩 La moderación está avisada. Gracias.
error-report-twice = Ya lo denunciaste: la moderación todavía no ha decidido.
error-report-nowhere = Desde aquí no se puede avisar a nadie: este servidor no tiene un canal para eso. Escribe a alguien que pueda gestionar el servidor; con este mismo menú puede retirar el video.
error-report-nothing = Este mensaje no trae un video de este bot. Usa el menú del mensaje que tiene el video.
notice-report = 🚩 { $member } denunció un video en { $channel }: { $link }
    Motivo: { $reason }. *Retirar* impide que la canción se use aquí y borra todos sus videos en este servidor.
button-takedown = Retirar
button-leave = Dejarlo
report-taken-down = 🗑️ { $member } lo retiró.
report-left = ✔️ { $member } lo dejó como está.
takedown-done = 🗑️ **{ $title }** se ha retirado: nadie aquí puede usarla ya, y sus videos se están borrando. `/videos restore` lo deshace durante { $days } días.
takedown-untitled = esta canción
error-taken-down-already = Ya se retiró.
error-report-decided = La moderación ya lo decidió.

command-videos-taken-down = Ver qué retiró aquí la moderación, cuándo y por qué (para la moderación)
command-videos-restore = Permitir de nuevo una canción retirada (para la moderación)
command-videos-restore-song = La canción: escribe su título y elige
takedown-title = Lo que se retiró aquí
takedown-empty = Aquí no se retiró nada.
takedown-line = **{ $title }** – { $reason } · { $member }, { $day }
takedown-owner = -# la trajo { $member }
takedown-undone = -# deshecho por { $member }, { $day }
takedown-somebody = alguien
restore-done = ✔️ **{ $title }** se puede usar aquí otra vez. Los mensajes borrados no vuelven: pide el video con `/musicvideo`.
error-restore-unknown = Ninguna canción retirada aquí coincide, o se retiró hace más de { $days } días. Elige una en la lista que aparece mientras escribes.

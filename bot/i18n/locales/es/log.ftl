# /settings log y el aviso a la moderación: quién cambió qué. Las palabras son las de bot.ftl.
# { $old } y { $new } son valores: un canal, un número, un texto entre comillas.
command-settings-log = Quién cambió qué ajustes y cuándo

log-title = Quién cambió qué
log-none = Todavía no se ha cambiado nada.
log-kept = Se guarda { $days ->
        [one] un día
       *[other] { $days } días
    }.
log-nobody = alguien cuyos datos se eliminaron
log-line = { $member }: { $what }
log-changed = **{ $name }**: { $old } → { $new }
log-changed-in = **{ $name }** en { $channel }: { $old } → { $new }
log-changed-for = **{ $name }** para { $role }: { $old } → { $new }
log-role-added = { $subject } puede pedir videos
log-role-removed = { $subject } ya no está en la lista de roles
log-channel-added = se pueden pedir videos en { $subject }
log-channel-removed = { $subject } ya no está en la lista de canales
log-member-added = { $subject } está bloqueado
log-member-removed = { $subject } ya no está bloqueado
log-word-added = ||{ $word }|| está bloqueada
log-word-removed = ||{ $word }|| ya no está bloqueada
log-queue-paused = la cola está en pausa
log-queue-resumed = la cola continúa
log-queue-cleared = se vació la cola (pedidos: { $count })
log-unset = sin definir
log-on = sí
log-off = no
notice-settings-changed = 🛠️ Se han cambiado ajustes de este servidor:

# Así se llaman los ajustes.
log-name-language = idioma de los mensajes públicos
log-name-showcase-channel-id = canal de muestra
log-name-moderators-channel-id = canal de moderación
log-name-keeps-copy = copia adjunta
log-name-status-mode = mensajes por video
log-name-max-quality = la mejor calidad de los videos
log-name-other-branding = videos con otra imagen
log-name-unwanted-texts = videos con textos no deseados
log-name-open-per-member = videos de un miembro a la vez
log-name-daily-per-member = videos de un miembro al día
log-name-cooldown-seconds = pausa entre dos videos
log-name-daily-per-server = videos del servidor al día
log-name-songs-per-member = canciones de un miembro en la biblioteca
log-name-megabytes-per-member = espacio para las canciones de un miembro, en MB
log-name-unused-days = días sin peticiones tras los que salen las canciones
log-name-warn-below-credits = aviso de pocos créditos
log-name-author = firma
log-name-domain-name = marca de agua
log-name-author-policy = regla de la firma
log-name-domain-name-policy = regla de la marca de agua
log-name-look = estilo
log-name-shape = formato
log-name-colours = colores
log-name-font = tipografía
log-name-logo = logotipo
log-name-intro = primera tarjeta
log-name-outro = última tarjeta
log-name-look-policy = regla del estilo
log-name-shape-policy = regla del formato
log-name-colours-policy = regla de los colores
log-name-font-policy = regla de la tipografía
log-name-logo-policy = regla del logotipo
log-name-cards-policy = regla de las tarjetas

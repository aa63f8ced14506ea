# /settings log e o aviso à moderação: quem mudou o quê. As palavras são as de bot.ftl.
# { $old } e { $new } são valores: um canal, um número, um texto entre aspas.
command-settings-log = Quem mudou quais configurações, e quando

log-title = Quem mudou o quê
log-none = Nada foi mudado ainda.
log-kept = Guardado por { $days ->
        [one] um dia
       *[other] { $days } dias
    }.
log-nobody = alguém cujos dados foram excluídos
log-line = { $member }: { $what }
log-changed = **{ $name }**: { $old } → { $new }
log-changed-in = **{ $name }** em { $channel }: { $old } → { $new }
log-changed-for = **{ $name }** para { $role }: { $old } → { $new }
log-role-added = { $subject } pode pedir vídeos
log-role-removed = { $subject } saiu da lista de cargos
log-channel-added = dá para pedir vídeos em { $subject }
log-channel-removed = { $subject } saiu da lista de canais
log-member-added = { $subject } está bloqueado
log-member-removed = { $subject } não está mais bloqueado
log-word-added = ||{ $word }|| está bloqueada
log-word-removed = ||{ $word }|| não está mais bloqueada
log-queue-paused = a fila está pausada
log-queue-resumed = a fila continua
log-queue-cleared = a fila foi esvaziada (pedidos: { $count })
log-unset = não definido
log-on = sim
log-off = não
notice-settings-changed = 🛠️ Configurações deste servidor foram mudadas:

# Os nomes das configurações.
log-name-language = idioma das mensagens públicas
log-name-showcase-channel-id = canal de vitrine
log-name-moderators-channel-id = canal da moderação
log-name-keeps-copy = cópia anexada
log-name-status-mode = mensagens por vídeo
log-name-max-quality = a melhor qualidade dos vídeos
log-name-other-branding = vídeos com outra identidade
log-name-unwanted-texts = vídeos com textos indesejados
log-name-open-per-member = vídeos de um membro ao mesmo tempo
log-name-daily-per-member = vídeos de um membro por dia
log-name-cooldown-seconds = pausa entre dois vídeos
log-name-daily-per-server = vídeos do servidor por dia
log-name-songs-per-member = músicas de um membro na biblioteca
log-name-megabytes-per-member = espaço para as músicas de um membro, em MB
log-name-unused-days = dias sem pedidos após os quais as músicas saem
log-name-warn-below-credits = aviso de poucos créditos
log-name-author = assinatura
log-name-domain-name = marca-d'água
log-name-author-policy = regra da assinatura
log-name-domain-name-policy = regra da marca-d'água
log-name-look = estilo
log-name-shape = formato
log-name-colours = cores
log-name-font = fonte
log-name-logo = logotipo
log-name-intro = primeiro cartão
log-name-outro = último cartão
log-name-look-policy = regra do estilo
log-name-shape-policy = regra do formato
log-name-colours-policy = regra das cores
log-name-font-policy = regra da fonte
log-name-logo-policy = regra do logotipo
log-name-cards-policy = regra dos cartões

# Português do Brasil. Tratamos por «você», em tom leve, e cada coisa tem sempre o mesmo nome:
#   video = vídeo · track = música · take = take · task = tarefa · music video = clipe
#   signature = assinatura · watermark = marca-d'água · branding = identidade (do servidor)
#   server = servidor · member = membro · moderator = moderação · host = responsável pelo bot
#   video service = serviço de vídeo · music service = serviço de música · charged = cobrado
# As permissões têm o nome que o Discord usa em português.

# A mensagem de status
status-title = Clipe: { $title }
status-title-unnamed = Clipe
status-queued = ⏳ **Na fila.** O vídeo vai ser postado aqui.
status-submitting = ⏳ **Enviando** ao serviço de vídeo.
status-rendering = 🎬 **Em produção.** O vídeo vai ser postado aqui.
status-posting = 📬 **Pronto.** Está sendo postado aqui.
status-posted = ✅ **Pronto:** { $link }
status-late = ✅ **Pronto, enfim:** { $link }
status-failed = ❌ **Não deu certo.** { $reason }
status-unknown = ❔ **Resultado desconhecido.** { $reason }
status-cancelled = 🚫 **Cancelado.** Nada foi cobrado.
status-cancelled-free = 🚫 **Cancelado.** O vídeo não vai ser postado.
status-cancelled-late = 🚫 **Cancelado.** O pedido já tinha sido enviado: o vídeo ainda pode ser feito e cobrado, mas não vai ser postado.
status-cancelled-late-free = 🚫 **Cancelado.** O vídeo não vai ser postado para você. Outra pessoa espera o mesmo vídeo, então ele vai ser feito mesmo assim.
status-undeliverable = 📪 **Pronto, mas não deu para postar.** { $reason }
status-length = Duração
status-asked-by = -# Pedido por { $member }
status-author = Assinatura
status-watermark = Marca-d'água
status-link-name = ver o vídeo

# O resultado
result-ready = 🎬 { $member }, seu clipe está pronto: **{ $title }**
result-ready-unnamed = 🎬 { $member }, seu clipe está pronto.
result-length = ({ $length })
result-author = assinado por { $author }
result-watermark = marca-d'água { $watermark }
result-existing = o vídeo já existia, com a assinatura e a marca-d'água da época
result-existing-plain = o vídeo já existia, sem assinatura nem marca-d'água
result-may-have-ended = o vídeo é antigo, e o link pode não funcionar mais
result-ends = link até { $day }
result-failed = ❌ { $member }, não há vídeo de **{ $title }**. { $reason }
result-failed-unnamed = ❌ { $member }, não há vídeo. { $reason }
result-unknown = ❔ { $member }, não se sabe o que aconteceu com o vídeo de **{ $title }**. { $reason }
result-unknown-unnamed = ❔ { $member }, não se sabe o que aconteceu com o seu vídeo. { $reason }
result-file-name = Clipe: { $title }
result-file-name-unnamed = Clipe

button-cancel = Cancelar
button-retry = Tentar de novo
button-check = Verificar de novo
button-delete = Excluir

# Os motivos
reason-already-exists = O serviço de vídeo diz que esta música já tem um vídeo, mas não onde ele está. Ele foi feito fora deste bot, e nada foi cobrado agora.
reason-audio-unavailable = Não foi possível obter o áudio da música. Ele pode ter sido excluído; crie a música de novo e depois peça o vídeo.
reason-bad-request = O serviço de vídeo não entendeu o pedido. Avise a pessoa responsável pelo bot; antes disso, tentar de novo não adianta.
reason-blocked = O serviço de vídeo recusa as conexões do bot. Avise a pessoa responsável pelo bot; nada foi cobrado.
reason-build-failed = Não foi possível criar o vídeo. Tente de novo; se falhar outra vez, a música pode estar danificada. Se outras também falharem, avise a pessoa responsável pelo bot.
reason-cancelled = Foi cancelado antes do envio; nada foi cobrado.
reason-deadline = O serviço de vídeo não terminou a tempo e não disse por quê. Pode ter sido cobrado. Se o vídeo ainda chegar, ele é postado aqui.
reason-deadline-free = O estúdio não terminou a tempo e não disse por quê. Se o vídeo ainda chegar, ele é postado aqui.
reason-invalid = O serviço de vídeo não aceitou esses dados. Confira os IDs, a assinatura e a marca-d'água e peça de novo.
reason-key-limit = A chave do bot chegou ao limite no serviço de vídeo. Nada foi cobrado; a pessoa responsável pelo bot precisa aumentá-lo.
reason-maintenance = O serviço de vídeo ficou tempo demais em manutenção. Nada foi cobrado; tente mais tarde.
reason-no-credits = A conta do bot no serviço de vídeo não tem créditos suficientes. Nada foi cobrado; a pessoa responsável pelo bot precisa recarregar.
reason-not-found = O serviço de vídeo não conhece esta música: ela foi feita por outra conta, ou há tempo demais. Confira os dois IDs ou escolha a música na lista que aparece enquanto você digita.
reason-other = O serviço de vídeo recusou por um motivo que este bot não conhece. Tente mais tarde; se continuar, avise a pessoa responsável pelo bot.
reason-queue-cleared = A moderação esvaziou a fila deste servidor. Nada foi cobrado; você pode pedir de novo.
reason-queue-cleared-free = A moderação esvaziou a fila deste servidor. Você pode pedir de novo.
reason-server-error = O serviço de vídeo teve um erro. Tente de novo em alguns minutos.
reason-studio-full = O disco do estúdio está cheio, por isso o vídeo não pôde ser feito. A pessoa responsável pelo bot precisa liberar espaço.
reason-studio-not-writable = O estúdio não consegue gravar no disco, por isso o vídeo não pôde ser feito. A música está em ordem. Avise a pessoa responsável pelo bot e tente de novo depois.
reason-timed-out = O serviço de vídeo demorou demais. Tente de novo em alguns minutos.
reason-too-large = A música é grande demais para o serviço de vídeo. Escolha uma mais curta.
reason-too-often = O serviço de vídeo ficou sobrecarregado por tempo demais. Nada foi cobrado; tente mais tarde.
reason-unanswered = O serviço de vídeo não disse se aceitou o pedido, então o vídeo pode ser feito e cobrado. Ele não é pedido de novo, para nada ser pago duas vezes. Se o vídeo ainda chegar, ele é postado aqui; a pessoa responsável pelo bot pode procurá-lo no serviço.
reason-unreachable = Não foi possível falar com o serviço de vídeo. Nada foi cobrado; tente mais tarde.
reason-unsupported = O serviço de vídeo não oferece isso no momento. Avise a pessoa responsável pelo bot.
reason-wrong-key = O serviço de vídeo não aceita a chave do bot. Nada foi cobrado; a pessoa responsável pelo bot precisa renovar a chave.
reason-channel-gone = O canal não existe mais.
reason-file-too-large = O vídeo ficou pronto, mas, mesmo reduzido, é maior do que o Discord deixa o bot enviar aqui. A pessoa responsável pelo bot pode definir `callback.public_url` para que um link seja postado no lugar.
reason-link-ended = O vídeo ficou pronto, mas já foi removido. Peça de novo, e ele vai ser refeito.
reason-locked = O tópico está trancado.
reason-no-permission = O bot não pode mais escrever neste canal. Permita que ele veja o canal, envie mensagens e anexe arquivos e peça de novo: o vídeo está guardado.
reason-post-refused = O Discord recusou a mensagem. Avise a pessoa responsável pelo bot.
reason-post-unknown = O Discord não confirmou a mensagem, e não dá para ler o canal e conferir; por isso ela não foi enviada outra vez. Se você não a vê, peça de novo: o vídeo está guardado.
reason-none = Nenhum motivo foi dado.

# As recusas
error-no-id = Não encontrei um ID em “{ $text }”. Comece a digitar o título de uma música e escolha na lista, ou cole o ID da tarefa (e o ID do áudio) como o serviço de música mostra.
error-missing-permissions = Não posso fazer isso aqui. Peça à moderação que me permita neste canal: { $permissions }.
error-not-allowed = Só membros que podem gerenciar o servidor podem fazer isso.
error-only-in-servers = Isso não pode ser usado aqui.
error-too-many-open = Você já tem em andamento todos os vídeos que um membro pode ter aqui: { $most }. Espere um deles ficar pronto e peça de novo.
error-command-changed = Este comando mudou. Recarregue o Discord (Ctrl+R, ou reinicie o aplicativo) e tente de novo.
error-database = O bot não consegue salvar nada no momento, então nada foi iniciado. Tente de novo em um minuto; se continuar, avise a pessoa responsável pelo bot.
error-database-full = O disco com o banco de dados do bot está cheio, então nada foi iniciado. Avise a pessoa responsável pelo bot, que precisa liberar espaço; o que já está em andamento continua sozinho depois.
error-stopping = O bot está sendo reiniciado. Veja daqui a um minuto se isso foi feito; se não foi, tente de novo.
error-unexpected = Algo deu errado dentro do bot. Tente de novo; se continuar, passe este número à pessoa responsável pelo bot: { $number }.
error-unknown-task = O serviço de música não conhece nenhuma música pronta desta tarefa. Confira o ID; se a música é muito recente, espere até ela ficar pronta.
error-unknown-track = A tarefa não tem nenhuma música com o ID { $audio }. Escolha uma da lista ou deixe `audio_id` em branco.
error-lookup-failed = Não foi possível perguntar ao serviço de música quais músicas esta tarefa tem. Tente de novo em um minuto ou informe também o ID do áudio.
error-empty-branding = Informe algo para definir: um texto, um estilo, um formato, cores, uma fonte ou um cartão.
error-text-and-none = Você informou um texto e também escolheu que não haja nenhum (`sem`). Nada foi alterado: informe só um dos dois.
error-invisible = Este texto não tem caracteres visíveis. Escreva de outro jeito.
error-not-yours = Só quem pediu este vídeo, ou a moderação, pode fazer isso.
error-gone = Isso é antigo demais: o bot não tem mais registro.
error-menu-old = Este menu é antigo demais. Use o comando de novo.
error-too-late = Já é tarde para cancelar: o resultado já está neste canal ou chega em instantes.
error-cancelled-already = Já está cancelado.

permission-view-channel = Ver canal
permission-connect = Conectar
permission-send-messages = Enviar mensagens
permission-send-messages-in-threads = Enviar mensagens em tópicos
permission-embed-links = Inserir links
permission-attach-files = Anexar arquivos
permission-read-message-history = Ver histórico de mensagens
permission-add-reactions = Adicionar reações
permission-pin-messages = Fixar mensagens

# As respostas privadas
answer-choose = Esta tarefa tem { $count ->
        [one] uma música
       *[other] { $count } músicas
    }. De qual você quer o vídeo?
answer-choose-among = Várias músicas combinam com isso. De qual você quer o vídeo?
answer-choose-placeholder = Escolha uma música
answer-chosen = Escolhida: **{ $title }**
answer-chosen-unnamed = Escolhida.
answer-started = Encontrada. O pedido do vídeo está logo abaixo.
answer-repeat = Este vídeo já está em andamento; ele vai ser postado neste canal: { $link }
answer-repeat-without-status = Este vídeo já está em andamento; ele vai ser postado neste canal.
answer-posted-already = Este vídeo já foi postado aqui: { $link }. Para postá-lo de novo de propósito, use `/videos repost`.
answer-taken = Seu vídeo está em andamento e vai ser postado neste canal.
answer-deleted = Excluído.
track-choice = { $title } · take { $take } · { $length }
track-choice-no-length = { $title } · take { $take }
track-unnamed = Música sem título { $id }

branding-title = Identidade deste servidor
branding-none = Nada está definido. Os membros podem informar uma assinatura e uma marca-d'água em cada vídeo.
branding-author = Assinatura na capa
branding-watermark = Marca-d'água
branding-unset = não definida
branding-saved = Salvo. A partir de agora vale:
branding-reset = A assinatura e a marca-d'água do servidor foram removidas.
branding-reset-author = A assinatura foi removida. Agora vale isto:
branding-reset-watermark = A marca-d'água foi removida. Agora vale isto:
branding-nothing-to-reset = Não havia assinatura nem marca-d'água para remover.

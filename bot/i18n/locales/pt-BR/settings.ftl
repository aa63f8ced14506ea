# Português do Brasil: /settings e /branding, para a moderação. Valem as palavras do início de bot.ftl;
# além delas: limit = limite · cool-down = intervalo · block list = lista de bloqueio ·
#   locked = fixado · showcase = canal de vitrine · preview = prévia

# O que um texto em um vídeo não pode ser
error-too-long = Este texto é longo demais para um vídeo: cabem no máximo 50 caracteres. Encurte-o.
error-stacked = Este texto empilha sinais demais sobre as letras, e eles invadiriam a imagem. Escreva sem eles.
error-mention = Menções, carimbos de data e hora e emojis do servidor não podem ser desenhados em um vídeo. Escreva um nome.
error-invite = Convites não podem ir nos vídeos. Tire o convite e peça de novo.
error-link = Links não podem ir nos vídeos. Um nome simples como music.example pode.

# Identidade
choice-part-both = Assinatura e marca-d'água
choice-part-author = Só a assinatura
choice-part-watermark = Só a marca-d'água
choice-policy-default = Padrão: os membros podem dar os seus
choice-policy-locked = Fixado: sempre o que está definido aqui
branding-channel-title = Identidade de um canal
branding-channels = Canais com ajustes próprios
branding-nothing = nada, de propósito
branding-inherited = { $text } (do servidor)
branding-open = Os membros podem dar os seus em cada vídeo; se não derem, vale isto.
branding-channel-reset = { $channel } não tem mais ajustes próprios; ali vale a identidade do servidor.
branding-footer = O que é próprio de um canal vem antes do servidor, cada parte por si. Os tópicos seguem seu canal.
preview-title = Prévia
preview-as-set = Assim fica um vídeo com o que está definido. Nenhum vídeo foi feito.
preview-as-given = É assim que um vídeo ficaria com o que você informou aqui. Nada foi salvo; para isso use `/branding set`.
preview-described = Uma imagem de um clipe. Assinatura na capa: { $author }. Marca-d'água embaixo: { $watermark }.
error-not-drawn = Não foi possível desenhar a imagem. Tente de novo em um minuto; se continuar, avise a pessoa responsável pelo bot.

# A lista de bloqueio
words-added = Bloqueada: ||{ $word }||. Os membros não podem mais usá-la em uma assinatura ou marca-d'água, seja como for escrita.
words-added-songs = Bloqueada: ||{ $word }||. Os membros não podem mais usá-la em uma assinatura, marca-d'água nem no título ou artista de uma música, seja como for escrita.
words-there = ||{ $word }|| já está bloqueada.
words-removed = ||{ $word }|| está permitida de novo.
words-not-there = ||{ $word }|| não está na lista de bloqueio. `/branding words show` mostra o que está.
words-none = A lista de bloqueio está vazia. Adicione uma palavra com `/branding words add`.
words-title = Lista de bloqueio: { $count } de { $most }
words-in-file = A lista é mais longa do que cabe em uma mensagem: o arquivo a contém inteira.
error-no-word = Não há nenhuma letra nem número para procurar. Escreva uma palavra; um asterisco (*) antes ou depois vale por quaisquer letras.
error-too-many-words = A lista de bloqueio está cheia: cabem no máximo { $most } palavras. Tire uma primeiro.

# /settings show
settings-title = Configurações deste servidor
settings-access = Quem pode pedir, e onde
settings-limits = Limites
settings-used = Usado nas últimas 24 horas
settings-channels = Canais
settings-videos = Vídeos e mensagens
settings-footer = As restrições de cargos e canais não se aplicam a quem pode gerenciar o servidor; limites e bloqueios valem para todos. Juntar-se a um vídeo em andamento ou pedir um que já existe não conta.
settings-version = Versão { $version } do bot
settings-roles = Só membros com { $roles }
settings-roles-all = Todos os membros
settings-where = Só em { $channels }
settings-where-all = Em todos os canais
settings-blocked = Bloqueados ({ $count }): { $members }
settings-by-host = (do responsável pelo bot)
settings-used-server = Este servidor: iniciados { $started }, em andamento { $open }
settings-used-member = { $member }: iniciados { $started }, em andamento { $open }
settings-used-again = O próximo início será possível { $again }.
settings-none = nenhum
settings-showcase = Canal de vitrine: { $channel }
settings-moderators = Para a moderação: { $channel }
settings-language = Idioma das mensagens públicas: { $language }
settings-language-discord = o do servidor no Discord
settings-copy-on = Uma cópia de cada vídeo que couber é anexada, para durar mais que o link.
settings-copy-off = Os vídeos são postados só como link, sem cópia anexada.
settings-other-branding-post = Onde a identidade está fixada, um vídeo com a de outro servidor é postado com um aviso.
settings-other-branding-refuse = Onde a identidade está fixada, um vídeo com a de outro servidor não é postado.
settings-unwanted-refuse = Um vídeo com algo nos textos que este servidor não quer não é postado.
settings-unwanted-hide = Um vídeo com algo nos textos que este servidor não quer é postado, e nenhuma mensagem mostra esses textos.
settings-warning = A moderação é avisada quando restam menos de { $credits } créditos.
settings-warning-nowhere = A moderação será avisada quando restarem menos de { $credits } créditos, mas ainda não há canal para isso: escolha um com `/settings moderators`.
settings-no-warning = A moderação não é avisada quando os créditos estão baixos.
limit-open-per-member = A caminho ao mesmo tempo, por membro
limit-daily-per-member = Iniciados em 24 horas, por membro
limit-cooldown-seconds = Intervalo entre dois inícios de um membro
limit-daily-per-server = Iniciados em 24 horas, neste servidor
limit-daily-per-host = Iniciados em 24 horas, em todos os servidores juntos
settings-limit = { $what }: **{ $value }**
limit-none = sem limite
limit-no-cooldown = nenhum

# Respostas de /settings
settings-limits-saved = Os limites foram salvos. `/settings show` mostra os limites e o que foi usado.
settings-roles-now = Agora só membros com um destes cargos podem pedir vídeos: { $roles }. Quem pode gerenciar o servidor sempre pode.
settings-roles-now-all = Agora todos os membros podem pedir vídeos.
settings-channels-now = Agora só dá para pedir vídeos aqui, tópicos incluídos: { $channels }. Quem pode gerenciar o servidor pode em qualquer lugar.
settings-channels-now-all = Agora dá para pedir vídeos em todos os canais.
settings-member-blocked = { $member } não pode mais pedir vídeos neste servidor. O que já está em andamento ainda será postado.
settings-member-blocked-already = { $member } já está sob bloqueio.
settings-member-unblocked = { $member } pode pedir vídeos de novo.
settings-member-not-blocked = { $member } não estava sob bloqueio.
settings-showcase-saved = A partir de agora, os vídeos prontos de canais que todos podem ver também aparecem em { $channel }.
settings-showcase-off = Os vídeos prontos não aparecem mais em outro canal.
settings-moderators-saved = As mensagens para a moderação chegam em { $channel }: o que não pôde ser postado, denúncias, perguntas, configurações alteradas e afins.
settings-moderators-saved-public = As mensagens para a moderação chegam em { $channel }: o que não pôde ser postado, denúncias, perguntas, configurações alteradas e afins. ⚠️ Todos podem ler esse canal; um privado é melhor.
settings-moderators-off = A moderação não recebe mais avisos.
settings-language-now = Idioma das mensagens públicas a partir de agora: { $language }. Os vídeos já pedidos mantêm o idioma que tinham.
settings-language-now-discord = As mensagens públicas usam o idioma que o servidor tem no Discord. Ele é escolhido nas configurações de um servidor da Comunidade; os outros ficam em inglês.
choice-language-discord = O idioma do servidor no Discord
choice-other-branding-post = Postar, com um aviso
choice-other-branding-refuse = Não postar
choice-unwanted-refuse = Não postar
choice-unwanted-hide = Postar sem mencionar os textos
error-nothing-given = Nada mudou: escolha pelo menos uma opção.
settings-undo = ↩️ { $command } desfaz isso.
error-above-host = { $what }: o responsável pelo bot permite no máximo { $most }. Nada mudou.
error-below-host = { $what }: o responsável pelo bot exige no mínimo { $least }. Nada mudou.
error-channel-unknown = Não consigo ver este canal. Permita que eu o veja e escolha de novo.
error-channel-permissions = Faltam permissões para mim em { $channel }. Permita: { $permissions }. Depois escolha de novo; nada mudou.
error-block-bot = Bots não podem pedir vídeos; não há nada para bloquear.

# Nomes de opções
option-channel = canal
option-without = sem
option-policy = regra
option-part = parte
option-word = palavra
option-at-once = ao_mesmo_tempo
option-per-day = por_dia
option-cooldown = intervalo
option-server-per-day = servidor_por_dia
option-reset = redefinir
option-add = adicionar
option-remove = remover
option-clear = limpar
option-enabled = ativado
option-language = idioma
option-videos = vídeos
option-warn-below = avisar_abaixo

# Descrições de /branding
command-branding-channel = Um canal e seus tópicos; sem isso, o servidor todo
command-branding-set-without = Não levar: em um canal, mesmo que o servidor tenha
command-branding-policy = Deixa que os membros deem os seus, ou fixa o definido
command-branding-policy-policy = Padrão ou fixado
command-branding-policy-part = Do que se trata; sem isso, assinatura e marca-d'água
command-branding-preview = Ver como ficaria um vídeo, sem fazer nenhum
command-branding-preview-author = Uma assinatura para testar, sem salvar
command-branding-preview-watermark = Uma marca-d'água para testar, sem salvar
command-branding-reset-part = O que remover, mesmo se fixado; sem isso, tudo
command-branding-words = Palavras que os membros não podem pôr nos vídeos
command-branding-words-add = Bloqueia uma palavra em assinaturas e marcas-d'água
command-branding-words-add-word = Uma palavra inteira; um asterisco (*) antes ou depois vale por quaisquer letras
command-branding-words-remove = Permite uma palavra de novo
command-branding-words-remove-word = A palavra, como está na lista
command-branding-words-show = Mostra a lista de bloqueio, só para você

# Descrições de /settings
command-settings = Quem pode pedir vídeos, quantos, onde e o que é feito deles
command-settings-show = Mostra todas as configurações e o que foi usado dos limites
command-settings-show-member = De quem mostrar o uso; sem isso, o seu
command-settings-limits = Quantos vídeos os membros e o servidor todo podem iniciar
command-settings-limits-at-once = Vídeos que um membro pode ter em andamento ao mesmo tempo
command-settings-limits-per-day = Vídeos que um membro pode iniciar em 24 horas
command-settings-limits-cooldown = Minutos entre dois inícios de um membro; 0: nenhum
command-settings-limits-server = Vídeos que todos os membros juntos podem iniciar em 24 horas
command-settings-limits-reset = Deixar com o responsável pelo bot tudo que não for dado aqui
command-settings-roles = Deixa que só certos cargos peçam vídeos
command-settings-roles-add = Um cargo que pode pedir
command-settings-roles-remove = Um cargo a tirar da lista
command-settings-roles-clear = Esvaziar antes a lista: todos os membros podem pedir
command-settings-channels = Permite pedidos de vídeos só em certos canais
command-settings-channels-add = Um canal com seus tópicos, ou uma categoria inteira
command-settings-channels-remove = Um canal ou uma categoria a tirar da lista
command-settings-channels-clear = Esvaziar antes a lista: valem todos os canais
command-settings-block = Impede que um membro peça vídeos
command-settings-block-member = O membro
command-settings-unblock = Deixa um membro bloqueado pedir de novo
command-settings-showcase = Onde os vídeos prontos de canais públicos aparecem mais uma vez
command-settings-showcase-channel = O canal que os mostra
command-settings-moderators = O canal das mensagens para a moderação
command-settings-moderators-channel = Um canal que só a moderação lê
command-settings-off = Desativar
command-as-reset = O nome antigo de redefinir
command-settings-reset = Voltar a como era no início
command-settings-copy = Decide se uma cópia de cada vídeo é anexada, para durar mais que o link
command-settings-copy-enabled = Anexar cópias que caibam no limite do Discord
command-settings-language = O idioma das mensagens públicas do bot
command-settings-language-language = O idioma
command-settings-other-branding = Vídeos com a identidade de outro servidor, onde a sua está fixada
command-settings-other-branding-videos = O que é feito deles
command-settings-unwanted = Vídeos cujos textos têm palavras bloqueadas ou convites de fora
command-settings-unwanted-videos = O que é feito deles
command-settings-credits = Quando avisar a moderação de que restam poucos créditos
command-settings-credits-below = Avisar abaixo deste saldo (0: nunca)

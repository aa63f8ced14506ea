# Português: as boas-vindas e /help. As palavras são as de bot.ftl.

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 Obrigado por me adicionar a **{ $server }**. Faço clipes com as músicas dos seus membros. Para começar:
welcome-public = 👋 Olá! Faço clipes com as músicas de vocês. Para quem gerencia este servidor:
welcome-channels = 1. `/settings channels` escolhe onde os vídeos podem ser feitos. Sem escolha: em todo lugar.
welcome-branding = 2. `/branding set` põe o nome do seu servidor nos vídeos.
welcome-first = 3. `/musicvideo` faz o primeiro vídeo.
welcome-help = `/help` mostra tudo em imagens.

# /help: three steps with a picture each, and a card for moderators
command-help = Como fazer um clipe, em três imagens
help-ask = **1. Escolha uma música.** Digite `/musicvideo` e as primeiras letras do título e escolha na lista.
help-bring-file = Não está na lista? Traga o arquivo com `/track add`.
help-bring-id = Não está na lista? Cole o id em `task_id`, como o serviço de música mostra.
help-video = **2. O vídeo chega a este canal.** Ele mostra o título (1), a assinatura do artista na capa (2, opção `assinatura`) e a marca-d'água (3, opção `marca_dagua`).
help-list = **3. Todos os seus vídeos:** `/videos list`. Cada um pode ser postado de novo, cancelado ou excluído. `/privacy show` diz o que o bot guarda sobre você.
help-moderators = **Você gerencia este servidor.** `/settings show` mostra todas as configurações. `/settings channels`, `roles` e `limits` dizem quem pode fazer quantos vídeos, e onde. `/branding set` põe neles a assinatura e a marca-d'água do seu servidor, `/branding preview` mostra como fica. `/settings showcase` mostra os vídeos prontos em um canal próprio, `/settings messages` deixa os canais curtos.

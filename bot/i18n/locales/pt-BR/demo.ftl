# Os dois servidores da demonstração, cada um no seu idioma; palavras como no início de bot.ftl. Nomes
# de canais são em minúsculas e sem espaços.
demo-server = Comunidade musical
demo-role = Moderadores
demo-videos = clipes
demo-videos-hint = Digite /musicvideo
demo-thread = desafio-da-semana
demo-thread-hint = Um tópico em #{ $channel }
demo-backstage = bastidores
demo-backstage-hint = Só Mia e os moderadores veem isto
demo-announcements = avisos
demo-announcements-hint = Aqui o bot não pode escrever
demo-showcase = vitrine
demo-showcase-hint = Para /settings: os vídeos prontos, mais uma vez (aqui uma semana dura 5 minutos)
demo-moderators = moderação
demo-moderators-hint = Para /settings: o que os moderadores ficam sabendo
demo-direct = Mensagens diretas
demo-direct-hint = Do bot
demo-server-paid = Clube de música (com chave da API)
demo-paid = videos-com-creditos
demo-paid-hint = Copie os IDs de uma mensagem em /musicvideo task_id: cada vídeo custa créditos

# Português do Brasil: o que o Discord mostra enquanto se digita um comando. Termos como em bot.ftl;
# nomes de opções em minúsculas e sem espaços.
option-author = assinatura
option-watermark = marca_dagua

command-musicvideo = Peça o clipe de uma música gerada
command-musicvideo-task-id = Em vez da música: o ID da tarefa, ou os dois IDs colados
command-musicvideo-audio-id = Qual música da tarefa; deixe em branco para escolher
command-musicvideo-author = Assinatura na capa (padrão: a do servidor)
command-musicvideo-watermark = Marca-d'água na parte de baixo (padrão: a do servidor)

command-branding = Assinatura, marca-d'água, logo e estilo dos vídeos deste servidor
command-branding-show = Mostra o que está definido no servidor ou em um canal
command-branding-set = Define textos, estilo, formato, cores, fonte ou cartões, no servidor ou em um canal
command-branding-set-author = Assinatura na capa se o membro não der uma; { "{" }member{ "}" } e { "{" }server{ "}" } viram nomes
command-branding-set-watermark = Marca-d'água embaixo se o membro não der uma; { "{" }member{ "}" } e { "{" }server{ "}" } viram nomes
command-branding-reset = Remove o que está definido no servidor ou em um canal

# Português do Brasil: o que o Discord mostra enquanto se digita um comando. Termos como em bot.ftl;
# nomes de opções em minúsculas e sem espaços.
option-author = assinatura
option-watermark = marca_dagua

command-musicvideo = Peça o clipe de uma faixa gerada
command-musicvideo-task-id = Em vez da música: o ID da tarefa, ou os dois IDs colados
command-musicvideo-audio-id = Qual faixa da tarefa; deixe em branco para escolher
command-musicvideo-author = Assinatura na capa (padrão: a do servidor)
command-musicvideo-watermark = Marca-d'água na parte de baixo (padrão: a do servidor)

command-branding = Assinatura, marca-d'água e estilo dos vídeos deste servidor
command-branding-show = Mostra a assinatura e a marca-d'água do servidor ou de um canal
command-branding-set = Define assinatura, marca-d'água, estilo ou formato, no servidor ou em um canal
command-branding-set-author = Assinatura na capa quando um membro não informa nenhuma
command-branding-set-watermark = Marca-d'água na parte de baixo quando um membro não informa nenhuma
command-branding-reset = Remove o que está definido no servidor ou em um canal

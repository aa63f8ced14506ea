# Histórico: o que foi pedido e o que ainda dá para fazer com isso. As palavras são as de bot.ftl.
# E sempre: post again = postar de novo (o vídeo que já existe, sem cobrança) · make anew = refazer
# (um vídeo novo, que é cobrado).

option-video = vídeo
option-member = membro
option-everyone = todos
option-status-message = mensagem_de_status

command-videos = Os vídeos pedidos neste servidor: ver, postar de novo, cancelar, excluir
command-videos-list = Seus vídeos neste servidor, os mais recentes primeiro
command-videos-list-member = De quem são os vídeos (só moderação)
command-videos-list-everyone = Os vídeos de todos (só moderação)
command-videos-status = Como está um vídeo
command-videos-repost = Posta de novo um vídeo pronto neste canal
command-videos-cancel = Cancela um vídeo que ainda está em andamento
command-videos-delete = Exclui um vídeo postado do canal dele
command-videos-delete-status = Excluir também a mensagem que mostrava o status (padrão: não)
command-videos-video = Digite um pedaço do título e escolha

# No menu de uma mensagem, em «Aplicativos»: no máximo 32 caracteres.
menu-musicvideo = Fazer um clipe

history-title = Seus vídeos neste servidor
history-title-everyone = Todos os vídeos deste servidor
history-title-member = Vídeos de um membro
history-none = Ainda não há nenhum. Com `/musicvideo` você pede o primeiro.
history-asked = pedido { $when } em { $channel }
history-asked-by = pedido { $when } em { $channel } por { $member }
history-requested = Pedido
history-link = Link do vídeo
history-queued = ⏳ esperando a vez
history-place = ⏳ posição { $place } na fila do estúdio
history-turn = ⏳ posição { $place } na fila
history-paused = ⏸️ esperando: a moderação pausou a fila
history-submitting = ⏳ sendo enviado ao serviço de vídeo
history-rendering = 🎬 sendo feito
history-posting = 📬 pronto, e sendo postado
history-posted = ✅ postado: { $link }
history-posted-direct = ✅ enviado por mensagem direta. { $why }
history-posted-parent = ✅ postado fora do tópico dele: { $link }. { $why }
history-deleted = 🗑️ postado e excluído { $when }
history-failed = ❌ não foi feito. { $reason }
history-unknown = ❔ resultado desconhecido. { $reason }
history-cancelled = 🚫 cancelado; nada foi cobrado
history-cancelled-free = 🚫 pedido cancelado
history-cancelled-late = 🚫 cancelado depois do envio; pode ter sido cobrado
history-undeliverable = 📪 pronto, mas não postado. { $reason }
history-ends = link até { $day }
history-ends-soon = ⚠️ o link acaba { $when }; salve o vídeo antes disso
history-ended = o link não funciona mais; poste de novo para ver se o vídeo ainda existe
history-ends-copy = link até { $day }, a cópia fica
history-ended-copy = o link não funciona mais; a cópia anexada à mensagem fica
history-end-unknown = não se sabe até quando o link funciona
history-choose-placeholder = Veja um destes

button-repost = Postar de novo
button-anew = Refazer
button-newer = Mais recentes
button-older = Mais antigos

# O resultado, quando é postado de novo.
result-again = 🎬 { $member } posta este clipe de novo: **{ $title }**
result-again-unnamed = 🎬 { $member } posta este clipe de novo.

answer-posting-again = O vídeo é postado aqui em instantes.
answer-video-gone = O link deste vídeo não funciona mais, e o serviço de vídeo não tem mais o vídeo. Você pode pedir para refazer; isso é cobrado como um vídeo novo.
answer-video-gone-free = O link deste vídeo não funciona mais, e o serviço de vídeo não tem mais o vídeo. Você pode pedir para refazer.
answer-video-copied = O link deste vídeo não funciona mais, e o serviço de vídeo não tem mais o vídeo, mas ainda há uma cópia anexada à mensagem que o trouxe: { $link }. Você também pode pedir para refazer; isso é cobrado como um vídeo novo.
answer-video-copied-free = O link deste vídeo não funciona mais, e o serviço de vídeo não tem mais o vídeo, mas ainda há uma cópia anexada à mensagem que o trouxe: { $link }. Você também pode pedir para refazer.
answer-no-video = Não há nenhum vídeo pronto para postar. Você pode pedir para refazer; isso é cobrado como um vídeo novo.
answer-no-video-free = Não há nenhum vídeo pronto para postar. Você pode pedir para refazer.

error-others-videos = Aqui você vê os seus próprios vídeos. Os dos outros são para membros que podem gerenciar o servidor.
error-which-video = Não sei qual vídeo você quer dizer com “{ $text }”. Comece a digitar o título e escolha na lista.
error-not-finished = Este vídeo ainda não está pronto. Ele vai ser postado automaticamente.
error-link-unknown = O link deste vídeo não funciona mais, e agora não dá para perguntar ao serviço de vídeo se ele ainda tem o vídeo. Nada foi cobrado; tente de novo em alguns minutos.
error-link-unknown-free = O link deste vídeo acabou, e agora não dá para perguntar ao estúdio se ele ainda tem o vídeo. Tente de novo em alguns minutos.
error-hidden-channel = Este vídeo foi pedido em um canal que você não pode ver. Só quem o pediu pode postar ou tentar de novo.
error-still-open = Este vídeo ainda está em andamento. Cancele ou espere até que seja postado.
error-nothing-to-delete = Não há mais nenhuma mensagem para excluir.
error-thread-archived = O tópico desta mensagem está arquivado. Escreva algo nele para que ele abra e exclua de novo.
error-delete-forbidden = Não consigo mais ver esse canal, então não posso excluir a mensagem de lá. A moderação pode.
error-not-deleted = O Discord não excluiu a mensagem. Tente de novo em um minuto.
error-no-track-here = Não encontro nenhuma música nesta mensagem. Escolha uma mensagem que mostre os IDs de uma música ou um link para ela, ou digite um título depois de `/musicvideo`.

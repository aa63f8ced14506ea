# Português: quantas mensagens um vídeo ocupa, e como excluir uma. As palavras são as de bot.ftl.
settings-messages-keep = Um vídeo ocupa duas mensagens: uma mostra como ele está, e o resultado é uma mensagem nova que menciona o membro.
settings-messages-replace = Um vídeo ocupa uma mensagem: ela mostra como ele está e depois o vídeo. Ninguém é mencionado.
settings-messages-remove = A mensagem que mostra como um vídeo está é excluída quando o vídeo é postado. O vídeo menciona o membro.
choice-messages-keep = Duas: como ele está e o resultado
choice-messages-replace = Uma: ela vira o vídeo, sem menção
choice-messages-remove = Só o resultado: a outra é excluída
command-settings-messages = Quantas mensagens um vídeo ocupa no canal
command-settings-messages-per-video = O que acontece com a mensagem que mostra como um vídeo está
option-per-video = por_video

# Deleting: the question, and what it came to
button-sure = Sim, excluir
answer-sure = Excluir este vídeo? Ele também some do canal de vitrine.
answer-sure-showcase = Excluir este vídeo do canal de vitrine? Ele não aparece mais lá. No próprio canal ele fica.
answer-deleted-video = Excluído. Para postar o vídeo de novo, use `/videos repost`.

# Textos da mensagem de status além dos estados simples de bot.ftl; as palavras são as de lá.
#   place = posição (na fila do estúdio, a partir de 1) · typical = quanto costuma levar aqui
# { $when } e { $deadline } são os tempos relativos do Discord: «há 2 minutos», «em 5 minutos».
status-place = ⏳ **Posição { $place }** na fila do estúdio. O vídeo vai ser postado aqui.
status-turn = ⏳ **Posição { $place }** na fila. O vídeo vai ser postado aqui.
status-paused = ⏸️ **Pausado.** A moderação pausou os vídeos deste servidor. O seu mantém a posição: vai ser feito e postado aqui quando a fila continuar.
status-asked = Pedido { $when }
status-begun = Começou { $when }
status-seen = Verificado { $when }
status-typical = costuma levar cerca de { $typical }
status-expected = leva cerca de { $typical }
status-ready-in = pronto em cerca de { $time }
status-overdue = ⏰ Está demorando mais que o normal (cerca de { $typical }). Você não precisa fazer nada: o resultado sai aqui, no máximo { $deadline }.
# O que atrasa o envio
status-again-maintenance = 🔧 O serviço de vídeo está em manutenção. O bot continua tentando sozinho; você fica sabendo aqui, no máximo { $deadline }.
status-again-too-often = 🚦 O serviço de vídeo está ocupado. O bot continua tentando sozinho; você fica sabendo aqui, no máximo { $deadline }.
status-again-unreachable = 📡 Não dá para falar com o serviço de vídeo agora. O bot continua tentando sozinho; você fica sabendo aqui, no máximo { $deadline }.
status-again-timed-out = 📡 O serviço de vídeo ainda não confirmou nada. O bot descobre sozinho, sem pagar duas vezes; você fica sabendo aqui, no máximo { $deadline }.
status-again-already-exists = 🔎 O serviço de vídeo diz que este vídeo já existe. O bot está procurando; você fica sabendo aqui, no máximo { $deadline }.
status-posting-again = 📬 **O resultado já saiu**, mas ainda não deu para postar aqui. O bot continua tentando sozinho.
status-existing = O vídeo já existia, por isso tem a assinatura e a marca-d'água daquela época.
status-existing-plain = O vídeo já existia, sem assinatura nem marca-d'água.
status-refitting = O vídeo era maior do que o Discord aceita aqui, então está sendo feito de novo, menor.
status-deleted = 🗑️ **Excluído** { $when }.
status-late-unposted = ✅ **Pronto, enfim.** Aperte o botão para postar aqui.
button-post = Postar aqui

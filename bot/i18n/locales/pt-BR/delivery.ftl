# Para onde foi uma resposta que não deu para postar onde foi pedida, e a cópia que dura mais que o
# link. Os termos são os de bot.ftl.

status-posted-direct = ✅ **Pronto** e enviado por mensagem direta, porque não deu para postar aqui. { $why }
status-posted-parent = ✅ **Pronto:** { $link }. Está fora deste tópico, onde não deu para postar. { $why }
button-dismiss = Excluir
result-ends-copy = link até { $day }, a cópia fica
result-fallback = -# Você pediu em { $where }, onde não deu para postar. { $why }

# Por que não deu para postar lá
fallback-archived = O tópico está arquivado, e o bot não pode reabri-lo.
fallback-channel-gone = Esse canal não existe mais.
fallback-locked = O tópico está trancado.
fallback-no-permission = O bot não pode mais escrever lá.
fallback-post-late = O Discord demorou demais para aceitar lá.
fallback-post-refused = O Discord recusou a mensagem lá.

reason-archived = O tópico está arquivado, e o bot não pode reabri-lo. Reabra o tópico e peça de novo: o vídeo está guardado.
reason-post-late = O Discord demorou demais para aceitar a mensagem. Peça de novo: o vídeo está guardado.

# O que a moderação fica sabendo
notice-undeliverable = 📪 Não deu para entregar uma resposta a { $member }. O pedido foi feito em { $channel }; uma mensagem direta também não foi possível. { $reason }
notice-showcase-refused = 🖼️ No momento não dá para mostrar vídeos novos em { $channel }. { $why } Corrija isso ou escolha outro canal de vitrine.
fallback-post-unknown = O Discord não confirmou a mensagem.

# O canal de vitrine
showcase-title = 🎬 Novo clipe: **{ $title }**
showcase-title-unnamed = 🎬 Um novo clipe
showcase-credit = pedido por { $member } em { $channel }
result-squeezed = reduzido para caber aqui: { $resolution }p, { $fps } imagens por segundo, som a { $sound } kbit/s

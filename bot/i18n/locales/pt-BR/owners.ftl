# Português do Brasil: de quem é uma música, quem pode usá-la e o que acontece quando é denunciada. Os termos
# são os de bot.ftl; e: report = denunciar · take down = retirar do ar
option-use = uso
option-signature = assinatura
option-signed-by = assinado_por

command-track-add-use = Quem pode pedir vídeos dela (se não: todos aqui)
command-track-edit = Escolher quem pode usar uma música sua e a assinatura; a moderação, a de qualquer um
command-track-edit-track = A música: digite o título e escolha
command-track-edit-signature = O nome que os vídeos dela levam
command-track-edit-signed-by = Se outros podem pôr um nome próprio nos vídeos dela
choice-use-everyone = todos aqui
choice-use-moderators = a moderação e eu
choice-use-owner = só eu
choice-signed-by-owner = só pelo dono e pela moderação
choice-signed-by-anyone = por todos que podem usá-la

track-rights-question = Antes da sua primeira música: **você pode compartilhar o que traz?** Você a fez, ou quem a fez deixa você compartilhar aqui. Isso é perguntado uma só vez; a moderação pode retirar do ar o que não for assim.
button-rights = Sim, posso compartilhar
track-rights-confirmed = ✔️ Obrigado. Sua música está sendo verificada…
track-rights-again = ✔️ Obrigado, ficou anotado. A música esperou demais: use `/track add` de novo.
track-added-signature = Os vídeos dela levam a assinatura **{ $text }**.
track-added-for-everyone = Todos aqui podem usá-la com `/musicvideo`. O `/track edit` muda isso.
track-added-for-moderators = Só você e a moderação podem usá-la com `/musicvideo`. O `/track edit` muda isso.
track-added-for-owner = Só você pode usá-la com `/musicvideo`. O `/track edit` muda isso.
track-edited = ✔️ Para **{ $title }** vale a partir de agora:
track-for-everyone = para todos aqui
track-for-moderators = para o dono e a moderação
track-for-owner = só para o dono
track-signature = assinatura: **{ $text }**
track-signature-server = assinatura: a que este servidor definiu
track-signed-by-owner = só o dono e a moderação podem pôr outra
track-signed-by-anyone = todos que podem usá-la podem pôr outra

error-track-for-owner = { $member } trouxe esta música e só ele ou ela pode usá-la. Peça a essa pessoa, ou escolha outra.
error-track-for-moderators = { $member } trouxe esta música: só essa pessoa e a moderação podem usá-la. Peça a ela, ou escolha outra.
error-signature-is = Esta música é de { $member }, e os vídeos dela levam a assinatura **{ $text }**. Só o dono e a moderação podem pôr outra: peça de novo sem assinatura.
error-signature-not-yours = Esta música é de { $member }: só essa pessoa e a moderação podem assinar os vídeos dela. Peça de novo sem assinatura.
error-signature-repost = Este vídeo leva outra assinatura que não a de { $member }, de quem é a música. Peça que seja refeito com `/musicvideo`.
error-track-taken-down = A moderação deste servidor retirou esta música do ar, então ela não pode ser usada aqui. Fale com ela se for um engano.

privacy-song-parts = -# Cada uma com seu ID de usuário, quem pode usá-la, a assinatura, onde e quando você a trouxe.
privacy-rights = • Que você disse que pode compartilhar o que traz ({ $day })
privacy-reports = • Vídeos que você denunciou: **{ $count }**
privacy-takedowns = • Músicas suas que a moderação retirou do ar: **{ $count }**
privacy-question-rights = • Apagado: que você disse que pode compartilhar o que traz, e seu ID de usuário ao lado de denúncias e músicas retiradas do ar.

reason-taken-down = A moderação deste servidor retirou esta música do ar.
menu-report = Denunciar este vídeo
report-question = O que há de errado com este vídeo? A moderação recebe um link para esta mensagem e vê que foi você que denunciou.
takedown-question = Retirar do ar? A música não poderá mais ser usada neste servidor, o que está em andamento é cancelado e todos os vídeos dela são excluídos aqui. O `/videos restore` desfaz isso por { $days } dias; mensagens excluídas não voltam. Motivo:
report-placeholder = Escolha um motivo
report-reason-rights = não pode ser compartilhada
report-reason-content = é ofensivo ou indesejado aqui
report-reason-other = outra coisa
report-sent = 🚩 A moderação foi avisada. Obrigado.
error-report-twice = Você já denunciou isto: a moderação ainda não decidiu.
error-report-nowhere = Daqui ninguém pode ser avisado: este servidor não definiu um canal para isso. Escreva para alguém que possa gerenciar o servidor; com este mesmo menu dá para retirar o vídeo do ar.
error-report-nothing = Esta mensagem não traz um vídeo deste bot. Use o menu da mensagem que tem o vídeo.
notice-report = 🚩 { $member } denunciou um vídeo em { $channel }: { $link }
    Motivo: { $reason }. *Retirar do ar* impede que a música seja usada aqui e exclui todos os vídeos dela neste servidor.
button-takedown = Retirar do ar
button-leave = Deixar
report-taken-down = 🗑️ { $member } retirou do ar.
report-left = ✔️ { $member } deixou como está.
takedown-done = 🗑️ **{ $title }** foi retirada do ar: ninguém aqui pode mais usá-la, e os vídeos dela estão sendo excluídos. O `/videos restore` desfaz isso por { $days } dias.
takedown-untitled = esta música
error-taken-down-already = Isto já foi retirado do ar.
error-report-decided = A moderação já decidiu isto.

command-videos-taken-down = Ver o que a moderação retirou do ar aqui, quando e por quê (para a moderação)
command-videos-restore = Liberar de novo uma música retirada do ar (para a moderação)
command-videos-restore-song = A música: digite o título e escolha
takedown-title = O que foi retirado do ar aqui
takedown-empty = Nada foi retirado do ar aqui.
takedown-line = **{ $title }** · { $reason } · por { $member }, { $day }
takedown-owner = -# trazida por { $member }
takedown-undone = -# desfeito por { $member }, { $day }
takedown-somebody = alguém
restore-done = ✔️ **{ $title }** pode ser usada aqui de novo. Mensagens excluídas não voltam: peça o vídeo com `/musicvideo`.
error-restore-unknown = Nenhuma música retirada do ar aqui combina, ou foi retirada há mais de { $days } dias. Escolha uma na lista que aparece enquanto você digita.

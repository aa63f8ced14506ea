# Português: o canal de vitrine, que mostra de novo os vídeos prontos. As palavras são as de settings.ftl.
approval-question = 🎬 { $member } tem um vídeo novo, **{ $title }**: { $link }. Mostrar em { $showcase }?
approval-question-unnamed = 🎬 { $member } tem um vídeo novo: { $link }. Mostrar em { $showcase }?
button-approve = ✅ Mostrar
button-reject = Não mostrar
approval-approved = ✅ { $member } permitiu mostrar.
approval-rejected = 🚫 { $member } decidiu não mostrar. O vídeo fica onde foi postado.
error-not-showable = Este vídeo não pode mais ser mostrado: foi excluído, ou o canal de vitrine foi desligado.
error-no-moderators-channel = Nada foi alterado: a pergunta vai para o canal da moderação, e ainda não há um. Escolha um com `/settings moderators` e tente de novo.
error-approval-needs-channel = Nada foi alterado: é nesse canal que se pede a aprovação para a vitrine. Use antes `/settings showcase aprovar:False`, ou escolha aqui outro canal.
error-approved-already = Este vídeo já foi aprovado. Para tirá-lo, exclua-o no canal de vitrine.
settings-showcase-approval = A moderação aprova antes cada vídeo do canal de vitrine.
settings-showcase-saved-approval = Os vídeos prontos de canais que todos podem ver também aparecem em { $channel } depois que a moderação aprova. A pergunta chega no canal da moderação. `/settings showcase aprovar:False` mostra sem perguntar.
command-settings-showcase-approval = Se a moderação aprova antes cada vídeo
option-approval = aprovar
log-name-approves-showcase = aprovação para o canal de vitrine

# Os melhores da semana
settings-best = Uma vez por semana, os melhores por ⭐ são listados e fixados ali.
settings-best-on = Uma vez por semana, os vídeos com mais ⭐ são listados ali, e a lista é fixada. A próxima chega em { $day }, se pelo menos três vídeos forem mostrados até lá.
settings-best-missing = ⚠️ Para isso, ainda preciso nesse canal de: { $permissions }.
settings-best-off = Não há mais listas dos melhores da semana.
error-no-showcase = Nada mudou: ainda não há canal de vitrine. Escolha um com `canal`.
command-settings-showcase-weekly = Se os melhores da semana por ⭐ são listados e fixados
command-settings-showcase-reaction = Se eu coloco um primeiro ⭐ em cada vídeo
option-weekly = semanal
option-reaction = reação
log-name-lists-best = lista dos melhores da semana
log-name-adds-reaction = ⭐ nos vídeos do canal de vitrine
best-title = 🏆 **Os melhores da semana**
best-untitled = Um videoclipe
notice-pin-refused = 📌 Os melhores da semana estão em { $channel }, mas não consigo fixar a lista. Me dê ali Fixar mensagens, e abra espaço se o canal tiver mensagens fixadas demais.
notice-history-refused = ⭐ Não consigo contar os ⭐ em { $channel }, então não há lista dos melhores da semana. Me dê ali Ver canal e Ver histórico de mensagens. `/settings showcase semanal:False` encerra as listas.
notice-reaction-refused = ⭐ Não consigo colocar um ⭐ nos vídeos de { $channel }. Me dê ali Adicionar reações e Ver histórico de mensagens, ou use `/settings showcase reação:False`.

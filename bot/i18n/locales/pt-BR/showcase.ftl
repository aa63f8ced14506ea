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

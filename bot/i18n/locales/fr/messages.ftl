# Français : combien de messages prend une vidéo, et comment en supprimer un. Les mots sont ceux de bot.ftl.
settings-messages-keep = Une vidéo prend deux messages : l'un montre où elle en est, et le résultat est un nouveau message qui mentionne le membre.
settings-messages-replace = Une vidéo prend un seul message : il montre où elle en est, puis la vidéo. Personne n'est mentionné.
settings-messages-remove = Le message qui montre où en est une vidéo est supprimé dès que la vidéo est publiée. La vidéo mentionne le membre.
choice-messages-keep = Deux : où elle en est, et le résultat
choice-messages-replace = Un : il devient la vidéo, sans mention
choice-messages-remove = Le résultat seul : l'autre est alors supprimé
command-settings-messages = Combien de messages une vidéo prend dans son salon
command-settings-messages-per-video = Ce que devient le message qui montre où en est une vidéo
option-per-video = par_video

# Deleting: the question, and what it came to
button-sure = Oui, supprimer
answer-sure = Supprimer cette vidéo ? Elle disparaît aussi du salon vitrine.
answer-sure-showcase = Supprimer cette vidéo du salon vitrine ? Elle n'y sera plus montrée. Elle reste dans son propre salon.
answer-deleted-video = Supprimée. Pour publier la vidéo à nouveau, utilise `/videos repost`.

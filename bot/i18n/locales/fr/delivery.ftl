# Où est allée une réponse qui n'a pas pu être publiée là où elle était demandée, et la copie qui
# survit au lien. Les termes sont ceux de bot.ftl.

status-posted-direct = ✅ **Terminé** et envoyé en message privé, car il était impossible de publier ici. { $why }
status-posted-parent = ✅ **Terminé :** { $link }. C'est en dehors de ce fil, où il était impossible de publier. { $why }
button-dismiss = Supprimer
result-ends-copy = lien jusqu'au { $day }, la copie reste
result-fallback = -# Tu l'as demandé dans { $where }, où il était impossible de le publier. { $why }

# Pourquoi il était impossible de publier là-bas
fallback-archived = Le fil est archivé et le bot n'a pas le droit de le rouvrir.
fallback-channel-gone = Ce salon n'existe plus.
fallback-locked = Le fil est verrouillé.
fallback-no-permission = Le bot n'a plus le droit d'y écrire.
fallback-post-late = Discord a mis trop longtemps à l'accepter là-bas.
fallback-post-refused = Discord y a refusé le message.

reason-archived = Le fil est archivé et le bot n'a pas le droit de le rouvrir. Rouvre-le, puis redemande : la vidéo est conservée.
reason-post-late = Discord a mis trop longtemps à accepter le message. Redemande : la vidéo est conservée.

# Ce que la modération apprend
notice-undeliverable = 📪 Une réponse à { $member } n'a pas pu être remise. Elle était demandée dans { $channel } ; un message privé n'a pas été possible non plus. { $reason }
notice-showcase-refused = 🖼️ Les nouvelles vidéos ne peuvent pas être montrées dans { $channel } pour le moment. { $why } Corrige cela ou choisis un autre salon vitrine.
fallback-post-unknown = Discord n'a pas confirmé le message.

# Le salon vitrine
showcase-title = 🎬 Nouveau clip : **{ $title }**
showcase-title-unnamed = 🎬 Un nouveau clip
showcase-credit = demandé par { $member } dans { $channel }
result-squeezed = réduite pour tenir ici : { $resolution }p, { $fps } images par seconde, son à { $sound } kbit/s

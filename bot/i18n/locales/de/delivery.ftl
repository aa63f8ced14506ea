# Wohin eine Antwort ging, die dort nicht gepostet werden konnte, wo sie angefragt war, und die
# Kopie, die den Link überdauert. Die Begriffe sind die aus bot.ftl.

status-posted-direct = ✅ **Fertig** und als Direktnachricht verschickt, weil es hier nicht gepostet werden konnte. { $why }
status-posted-parent = ✅ **Fertig:** { $link }. Es steht außerhalb dieses Threads, weil es hier nicht gepostet werden konnte. { $why }
button-dismiss = Löschen
result-ends-copy = Link bis { $day }, die Kopie bleibt
result-fallback = -# Du hast es in { $where } angefragt; dort konnte es nicht gepostet werden. { $why }

# Warum es dort nicht gepostet werden konnte
fallback-archived = Der Thread ist archiviert, und der Bot darf ihn nicht wieder öffnen.
fallback-channel-gone = Diesen Kanal gibt es nicht mehr.
fallback-locked = Der Thread ist gesperrt.
fallback-no-permission = Der Bot darf dort nicht mehr schreiben.
fallback-post-late = Discord hat es dort zu lange nicht angenommen.
fallback-post-refused = Discord hat die Nachricht dort abgelehnt.

reason-archived = Der Thread ist archiviert, und der Bot darf ihn nicht wieder öffnen. Öffne ihn und frag dann noch einmal an: Das Video ist noch da.
reason-post-late = Discord hat die Nachricht zu lange nicht angenommen. Frag noch einmal an: Das Video ist noch da.

# Was die Moderation erfährt
notice-undeliverable = 📪 Eine Antwort an { $member } konnte nicht zugestellt werden. Angefragt war sie in { $channel }; auch eine Direktnachricht war nicht möglich. { $reason }
notice-showcase-refused = 🖼️ Neue Videos können zurzeit nicht in { $channel } gezeigt werden. { $why } Behebe das oder wähle einen anderen Schaukanal.
fallback-post-unknown = Discord hat die Nachricht nicht bestätigt.

# Der Schaukanal
showcase-title = 🎬 Neues Musikvideo: **{ $title }**
showcase-title-unnamed = 🎬 Ein neues Musikvideo
showcase-credit = angefragt von { $member } in { $channel }
result-squeezed = für hier verkleinert: { $resolution }p, { $fps } Bilder pro Sekunde, Ton mit { $sound } kbit/s

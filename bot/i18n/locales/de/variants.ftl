# Ein Video mit anderem Branding als gewünscht oder als hier gesperrt; Wörter wie im Kopf von bot.ftl.
#   variant = ein Video mit dem Branding, das ein Server festgelegt hat (das Wort wird nie gezeigt)
result-other-branding = das Video gab es schon, daher mit anderer Signatur oder anderem Wasserzeichen als auf diesem Server
result-shared = jemand anderes hat es zuerst angefragt, daher mit dessen Signatur und Wasserzeichen
status-other-branding = Das Video gab es schon, daher mit anderer Signatur oder anderem Wasserzeichen als auf diesem Server.
reason-foreign-branding = Zu diesem Song gibt es schon ein Video, vielleicht mit anderer Signatur oder anderem Wasserzeichen, als die Moderation dieses Servers festgelegt hat. Solche Videos möchte sie hier nicht; es wurde nichts weiter berechnet. In den Einstellungen des Bots kann sie sie erlauben.
error-other-branding-video = Zu diesem Song gibt es schon ein Video, mit anderer Signatur oder anderem Wasserzeichen, als die Moderation dieses Servers festgelegt hat. Solche Videos möchte sie hier nicht, deshalb wurde nichts begonnen. Bitte die Moderation, sie in den Einstellungen des Bots zu erlauben.
error-other-branding-repost = Dieses Video trägt eine andere Signatur oder ein anderes Wasserzeichen, als die Moderation dieses Servers festgelegt hat; deshalb wird es hier nicht noch einmal gepostet. Frag den Song mit `/musicvideo` an: Wo es geht, entsteht sein Video neu, mit dem richtigen Branding.
reason-unwanted-text = In Titel, Signatur, Wasserzeichen oder Liedtext steht etwas, das die Moderation dieses Servers hier nicht zeigen möchte. Es wurde nichts weiter berechnet. Wo der Bot die Videos selbst macht, entsteht beim nächsten Versuch eines ohne das.
error-unwanted-video = Zu diesem Song gibt es schon ein Video, und in seiner Signatur oder seinem Wasserzeichen steht ein Wort, ein Link oder eine Einladung, die dieser Server nicht möchte. Deshalb wurde nichts begonnen. Die Moderation kann in den Einstellungen des Bots erlauben, dass solche Videos gepostet werden, ohne das zu nennen.
error-unwanted-repost = In Signatur oder Wasserzeichen dieses Videos steht ein Wort, ein Link oder eine Einladung, die dieser Server nicht möchte; deshalb wird es hier nicht noch einmal gepostet. Frag den Song mit `/musicvideo` an: Wo es geht, entsteht sein Video neu, ohne das.
error-unwanted-title = Im Titel dieses Songs steht ein Wort, ein Link oder eine Einladung, die dieser Server nicht möchte; deshalb wurde nichts begonnen.
error-unwanted-artist = Im Namen des Interpreten dieses Songs steht ein Wort, ein Link oder eine Einladung, die dieser Server nicht möchte; deshalb wurde nichts begonnen.
answer-lyrics-left-out = Ein Wort im Liedtext dieses Songs steht auf der Sperrliste dieses Servers. Dein Video kommt darum ohne Liedtext.
answer-quality-lowered = Die Moderation erlaubt hier Videos bis { $quality }, darum hat deines so viel.
answer-quality-usual = Die Moderation erlaubt hier keine bessere Qualität als die übliche, darum hat dein Video diese. Ändern kann sie es mit `/settings quality`.
settings-quality = Mitglieder können für ihre Videos eine Qualität bis { $quality } wählen.
settings-quality-own = Mitglieder wählen keine Qualität: Alle Videos haben { $quality }.
error-quality-not-here = Der Betreiber des Bots erlaubt hier nur: { $qualities }.
command-settings-quality = Welche Qualität Mitglieder für ihre Videos wählen können
command-settings-quality-most = Die höchste: Pixel und Bilder pro Sekunde
result-lyrics-left-out = ohne Liedtext, da ein Wort darin auf der Sperrliste dieses Servers steht
status-lyrics-left-out = Ein Wort im Liedtext steht auf der Sperrliste dieses Servers. Das Video entsteht darum noch einmal, ohne Liedtext.

# Where the bot's own studio makes the videos: nothing costs anything there, so nothing is said of it
reason-unwanted-text-free = In Titel, Signatur, Wasserzeichen oder Liedtext steht etwas, das die Moderation dieses Servers hier nicht zeigen möchte. Beim nächsten Versuch entsteht ein Video ohne das.
reason-cancelled-free = Es wurde abgebrochen, bevor das Studio es hatte.
reason-maintenance-free = Das Studio war zu lange nicht verfügbar. Versuch es später noch einmal.
reason-too-often-free = Das Studio war zu lange überlastet. Versuch es später noch einmal.
reason-unreachable-free = Das Studio war nicht erreichbar. Versuch es später noch einmal.
reason-unanswered-free = Das Studio hat nicht geantwortet. Kommt das Video doch noch, wird es hier gepostet.

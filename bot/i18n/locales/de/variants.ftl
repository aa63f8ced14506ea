# Ein Video mit anderem Branding als gewünscht oder als hier gesperrt; Wörter wie im Kopf von bot.ftl.
#   variant = ein Video mit dem Branding, das ein Server festgelegt hat (das Wort wird nie gezeigt)
result-other-branding = das Video gab es schon, daher mit anderer Signatur oder anderem Wasserzeichen als auf diesem Server
result-shared = jemand anderes hat es zuerst gewünscht, daher mit dessen Signatur und Wasserzeichen
status-other-branding = Das Video gab es schon, daher mit anderer Signatur oder anderem Wasserzeichen als auf diesem Server.
reason-foreign-branding = Zu diesem Track gibt es schon ein Video, vielleicht mit anderer Signatur oder anderem Wasserzeichen, als die Moderation dieses Servers festgelegt hat. Solche Videos möchte sie hier nicht; es wurde nichts weiter berechnet. In den Einstellungen des Bots kann sie sie erlauben.
error-other-branding-video = Zu diesem Track gibt es schon ein Video, mit anderer Signatur oder anderem Wasserzeichen, als die Moderation dieses Servers festgelegt hat. Solche Videos möchte sie hier nicht, deshalb wurde nichts begonnen. Bitte die Moderation, sie in den Einstellungen des Bots zu erlauben.
error-other-branding-repost = Dieses Video trägt eine andere Signatur oder ein anderes Wasserzeichen, als die Moderation dieses Servers festgelegt hat; deshalb wird es hier nicht noch einmal gepostet. Frag den Track mit `/musicvideo` an: Wo es geht, entsteht sein Video neu, mit dem richtigen Branding.

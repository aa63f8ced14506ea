# Um vídeo com outra identidade que a pedida ou a fixada aqui; palavras como no início de bot.ftl.
#   variant = vídeo com a identidade que um servidor fixou (a palavra não é mostrada)
result-other-branding = ele já existia, por isso tem assinatura ou marca-d'água diferentes das deste servidor
result-shared = outra pessoa pediu antes, por isso tem a assinatura e a marca-d'água dela
status-other-branding = O vídeo já existia, por isso tem assinatura ou marca-d'água diferentes das deste servidor.
reason-foreign-branding = Esta faixa já tem um vídeo, talvez com assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor. Ela não quer vídeos assim aqui; nada mais foi cobrado. Ela pode permitir isso nas configurações do bot.
error-other-branding-video = Esta faixa já tem um vídeo, com assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor. Ela não quer vídeos assim aqui, então nada foi iniciado. Peça à moderação que permita isso nas configurações do bot.
error-other-branding-repost = Este vídeo tem assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor, então não é postado de novo aqui. Peça a faixa com `/musicvideo`: se for possível, o vídeo é refeito com as certas.

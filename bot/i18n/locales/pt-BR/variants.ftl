# Um vídeo com outra identidade que a pedida ou a fixada aqui; palavras como no início de bot.ftl.
#   variant = vídeo com a identidade que um servidor fixou (a palavra não é mostrada)
result-other-branding = ele já existia, por isso tem assinatura ou marca-d'água diferentes das deste servidor
result-shared = outra pessoa pediu antes, por isso tem a assinatura e a marca-d'água dela
status-other-branding = O vídeo já existia, por isso tem assinatura ou marca-d'água diferentes das deste servidor.
reason-foreign-branding = Esta música já tem um vídeo, talvez com assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor. Ela não quer vídeos assim aqui; nada mais foi cobrado. Ela pode permitir isso nas configurações do bot.
error-other-branding-video = Esta música já tem um vídeo, com assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor. Ela não quer vídeos assim aqui, então nada foi iniciado. Peça à moderação que permita isso nas configurações do bot.
error-other-branding-repost = Este vídeo tem assinatura ou marca-d'água diferentes das definidas pela moderação deste servidor, então não é postado de novo aqui. Peça a música com `/musicvideo`: se for possível, o vídeo é refeito com as certas.
reason-unwanted-text = No título, na assinatura, na marca-d'água ou na letra há algo que a moderação deste servidor não quer mostrar aqui. Nada mais foi cobrado. Onde o próprio bot faz os vídeos, tentar de novo faz um sem isso.
error-unwanted-video = Esta música já tem um vídeo, e na assinatura ou na marca-d'água dele há uma palavra, um link ou um convite que este servidor não quer. Por isso nada foi iniciado. A moderação pode permitir, nas configurações do bot, que vídeos assim sejam postados sem mencionar isso.
error-unwanted-repost = Na assinatura ou na marca-d'água deste vídeo há uma palavra, um link ou um convite que este servidor não quer, então ele não é postado de novo aqui. Peça a música com `/musicvideo`: se for possível, o vídeo é refeito sem isso.
error-unwanted-title = No título desta música há uma palavra, um link ou um convite que este servidor não quer, então nada foi iniciado.
error-unwanted-artist = No nome do artista desta música há uma palavra, um link ou um convite que este servidor não quer, então nada foi iniciado.
answer-lyrics-left-out = Uma palavra da letra desta música está na lista de bloqueio deste servidor, então seu vídeo vem sem letra.
answer-quality-lowered = A moderação permite vídeos de até { $quality } aqui, então o seu tem isso.
answer-quality-usual = A moderação não permite aqui uma qualidade melhor que a de sempre, então seu vídeo tem essa. Ela pode mudar isso com `/settings quality`.
settings-quality = Os membros podem escolher para seus vídeos uma qualidade de até { $quality }.
settings-quality-own = Os membros não escolhem a qualidade: todos os vídeos têm { $quality }.
error-quality-not-here = O anfitrião do bot permite aqui só: { $qualities }.
command-settings-quality = Qual qualidade os membros podem escolher para seus vídeos
command-settings-quality-most = A melhor: pixels e imagens por segundo
result-lyrics-left-out = sem letra, porque uma palavra dela está na lista de bloqueio deste servidor
status-lyrics-left-out = Uma palavra da letra está na lista de bloqueio deste servidor, então o vídeo está sendo feito de novo sem ela.

# Where the bot's own studio makes the videos: nothing costs anything there, so nothing is said of it
reason-unwanted-text-free = No título, na assinatura, na marca-d'água ou na letra há algo que a moderação deste servidor não quer mostrar aqui. Tentar de novo faz um vídeo sem isso.
reason-cancelled-free = Foi cancelado antes de chegar ao estúdio.
reason-maintenance-free = O estúdio ficou indisponível por tempo demais. Tente mais tarde.
reason-too-often-free = O estúdio ficou sobrecarregado por tempo demais. Tente mais tarde.
reason-unreachable-free = Não foi possível falar com o estúdio. Tente mais tarde.
reason-unanswered-free = O estúdio não respondeu. Se o vídeo ainda chegar, ele é postado aqui.

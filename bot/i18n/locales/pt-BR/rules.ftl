# Português do Brasil: por que as regras de um servidor impedem um pedido. Valem as palavras do início
# de bot.ftl; além delas: limit = limite · block list = lista de bloqueio · locked = fixado

refusal-blocked = A moderação deste servidor bloqueou você: não dá para pedir vídeos. Fale com ela se for um engano.
refusal-wrong-channel = Neste canal não dá para pedir vídeos. Peça aqui: { $channels }.
refusal-role-missing = Aqui só membros com um destes cargos podem pedir vídeos: { $roles }.
refusal-locked-author = A assinatura está fixada aqui: os vídeos levam **{ $text }**. Tire `assinatura` e peça de novo.
refusal-locked-empty-author = Aqui está fixado que os vídeos não levam assinatura. Tire `assinatura` e peça de novo.
refusal-locked-domain-name = A marca-d'água está fixada aqui: os vídeos levam **{ $text }**. Tire `marca_dagua` e peça de novo.
refusal-locked-empty-domain-name = Aqui está fixado que os vídeos não levam marca-d'água. Tire `marca_dagua` e peça de novo.
refusal-word-in-author = Sua assinatura tem uma palavra da lista de bloqueio deste servidor. Escreva outra ou tire `assinatura`.
refusal-word-in-domain-name = Sua marca-d'água tem uma palavra da lista de bloqueio deste servidor. Escreva outra ou tire `marca_dagua`.
refusal-word-in-title = O título da música tem uma palavra da lista de bloqueio deste servidor, e ele apareceria no vídeo. Traga a música de novo com outro `título`.
refusal-word-in-artist = O nome do artista tem uma palavra da lista de bloqueio deste servidor, e ele apareceria no vídeo. Traga a música de novo com outro `artista`.
refusal-advert-in-title = O título da música tem um link ou um convite, e ele apareceria no vídeo. Traga a música de novo com outro `título`.
refusal-advert-in-artist = O nome do artista tem um link ou um convite, e ele apareceria no vídeo. Traga a música de novo com outro `artista`.
refusal-member-quota = Você já iniciou todos os vídeos que um membro pode iniciar aqui em 24 horas: { $most }. Você pode iniciar o próximo { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
refusal-server-quota = Este servidor já iniciou todos os vídeos que pode iniciar em 24 horas: { $most }. O próximo pode ser iniciado { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
refusal-host-quota = O bot já iniciou todos os vídeos que o responsável por ele permite em 24 horas para todos os servidores juntos: { $most }. O próximo pode ser iniciado { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
refusal-cooling-down = Você acabou de iniciar um vídeo. Você pode iniciar o próximo { $again }.

# Português do Brasil: por que as regras de um servidor impedem um pedido. Valem as palavras do início
# de bot.ftl; além delas: limit = limite · block list = lista de bloqueio · locked = fixado

error-blocked = A moderação deste servidor bloqueou você: não dá para pedir vídeos. Fale com ela se for um engano.
error-wrong-channel = Neste canal não dá para pedir vídeos. Peça aqui: { $channels }.
error-role-missing = Aqui só membros com um destes cargos podem pedir vídeos: { $roles }.
error-word-in-author = Sua assinatura tem uma palavra da lista de bloqueio deste servidor. Escreva outra ou tire `assinatura`.
error-word-in-domain-name = Sua marca-d'água tem uma palavra da lista de bloqueio deste servidor. Escreva outra ou tire `marca_dagua`.
error-word-in-title = O título da música tem uma palavra da lista de bloqueio deste servidor, e ele apareceria no vídeo. Traga a música de novo com outro `título`.
error-word-in-artist = O nome do artista tem uma palavra da lista de bloqueio deste servidor, e ele apareceria no vídeo. Traga a música de novo com outro `artista`.
error-word-in-lyrics = A letra tem uma palavra da lista de bloqueio deste servidor, e ela apareceria no vídeo. Traga a música de novo com outra `letra`, ou sem.
error-advert-in-title = O título da música tem um link ou um convite, e ele apareceria no vídeo. Traga a música de novo com outro `título`.
error-advert-in-artist = O nome do artista tem um link ou um convite, e ele apareceria no vídeo. Traga a música de novo com outro `artista`.
error-advert-in-lyrics = A letra tem um link ou um convite, e ela apareceria no vídeo. Traga a música de novo com outra `letra`, ou sem.
error-member-quota = Você já iniciou todos os vídeos que um membro pode iniciar aqui em 24 horas: { $most }. Você pode iniciar o próximo { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
error-server-quota = Este servidor já iniciou todos os vídeos que pode iniciar em 24 horas: { $most }. O próximo pode ser iniciado { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
error-host-quota = O bot já iniciou todos os vídeos que o responsável por ele permite em 24 horas para todos os servidores juntos: { $most }. O próximo pode ser iniciado { $again }. Vídeos que já existem podem ser pedidos a qualquer momento.
error-cooling-down = Você acabou de iniciar um vídeo. Você pode iniciar o próximo { $again }.

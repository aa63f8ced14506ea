# Português do Brasil: o que fica guardado sobre alguém e como apagar. Valem as palavras do início de
# bot.ftl; além delas: request = pedido · delete = apagar · keep = guardar · data = dados ·
# backup copy = cópia de segurança
command-privacy = O que este bot guarda sobre você e como apagar
command-privacy-show = Ver o que este bot guarda sobre você, por quanto tempo e quem pode ver
command-privacy-export = Receber em um arquivo o que este bot guarda sobre você
command-privacy-delete = Apagar o que este bot guarda sobre você, em todos os servidores

privacy-title = O que este bot guarda sobre você
privacy-nothing = Não há nada guardado sobre você que possa ser apagado.
privacy-nothing-left = Não sobrou nada para apagar. O que conta para os limites some sozinho depois de { $days } dias; as listas de bloqueio são dos servidores.
privacy-requests = • Pedidos de vídeos: **{ $count }** (servidores: { $servers }; o mais antigo é de { $since })
privacy-request-parts = -# Cada um com seu ID de usuário, canal, hora, música, idiomas, assinatura, marca-d'água, mensagens e resultado.
privacy-open = • Desses, ainda em andamento: **{ $count }**
privacy-songs = • Músicas que você trouxe: **{ $count }**
privacy-songs-unknown = • Músicas que você trouxe: não se sabe agora
privacy-decisions = • Servidores para os quais você decidiu algo na moderação: **{ $count }**
privacy-quota-usage = • Inícios de vídeos, anotados para os limites: **{ $count }** (cada um por { $days } dias, incluindo os devolvidos)
privacy-blocks = • Servidores que bloquearam você: **{ $count }**

privacy-term-title = Por quanto tempo
privacy-term-requests = Um pedido é apagado { $days } dias depois de terminar, ou quando você quiser.
privacy-term-copies = Das cópias de segurança do banco de dados ele some { $days ->
        [one] um dia depois
       *[other] { $days } dias depois
    }.
privacy-term-log = Quem mudou quais configurações de um servidor fica guardado por { $days } dias.
privacy-term-left = Quando o bot sai de um servidor, tudo o que ele guarda sobre esse servidor é apagado { $days ->
        [one] após um dia
       *[other] após { $days } dias
    }.

privacy-seen-title = Quem pode ver
privacy-seen = Você, a moderação de um servidor pelo que foi pedido lá, e quem é responsável pelo bot. As mensagens postadas são vistas por todo o canal.
privacy-seen-service = O serviço de vídeo recebe a música, a assinatura e a marca-d'água, mas não sabe quem é você.

privacy-more-title = Mais
privacy-more-delete = Receba tudo em um arquivo com `/privacy export` ou apague com `/privacy delete`. Nomes não são guardados, só o ID de usuário do Discord; a assinatura de uma música é o que você escreveu, o nome do artista ou o seu aqui.
privacy-more-policy = A política de privacidade deste bot
privacy-exported = Aqui está tudo o que este bot guarda sobre você em todos os servidores: um arquivo JSON, com horários em UTC. Outras pessoas que aparecem nele ficaram de fora.

privacy-question = **Apagar o que este bot guarda sobre você, em todos os servidores?** Isso não pode ser desfeito.
privacy-question-requests = • Apagado: seus pedidos de vídeos (**{ $count }**), com tudo o que há neles. A assinatura e a marca-d'água de um vídeo também, a não ser que outros o tenham pedido.
privacy-question-open = • Cancelado antes: o que ainda está em andamento (**{ $count }**). O que já foi enviado ainda pode ser cobrado.
privacy-question-open-free = • Cancelado antes: o que ainda está em andamento (**{ $count }**).
privacy-question-songs = • Apagado: as músicas que você trouxe com `/track add`. Os vídeos feitos com elas ficam com quem os pediu.
privacy-question-decisions = • Apagado: seu ID de usuário ao lado do que você decidiu na moderação. As decisões ficam.
privacy-question-stays = • Fica: mensagens nos canais (o botão Excluir delas só funciona **antes**), o que conta para os limites (por { $days } dias) e as listas de bloqueio.
privacy-question-copies = • As cópias de segurança do banco de dados ainda contêm isso { $days ->
        [one] por um dia
       *[other] por { $days } dias
    }.
privacy-kept = Nada foi apagado.
privacy-erased = 🗑️ **Apagado.** { $count ->
        [0] O que era seu se foi.
        [one] { $count } pedido se foi.
       *[other] { $count } pedidos se foram.
    }
privacy-erased-later = ⏳ { $count ->
        [one] { $count } pedido está sendo postado ou cancelado: ele é apagado depois, automaticamente.
       *[other] { $count } pedidos estão sendo postados ou cancelados: eles são apagados depois, automaticamente.
    }
privacy-erased-songs-later = ⏳ As músicas que você trouxe são apagadas daqui a pouco, automaticamente: um vídeo está sendo feito com uma delas, ou o estúdio não responde.
button-privacy-erase = Apagar meus dados
button-privacy-keep = Manter
error-not-your-data = Estes são os dados de outra pessoa. Use você mesmo `/privacy delete`.

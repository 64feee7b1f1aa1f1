"""Portuguese header words (Portugal and Brazil)."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = "os, dos, um, uma, seu, sua, seus, suas, meu, minha"

CONNECTORS: Final = """
    o, e, do, da, das, no, na, em, ao, aos, à, pelo, pela, por, para, com, é, foi, ou, se, que,
    qual, como, quando, onde, quem, você, deseja, desejo, quer, quero, gostaria, está
"""

TERMS: Final[dict[str, str]] = {
    "given": """
        primeiro nome, nome próprio, nomes próprios, nome de batismo, prenome, nome 1, pnome, nome
        primeiro, primeiro nome do cliente
    """,
    "family": """
        apelido, apelidos, sobrenome, sobrenomes, último nome, nome de família, últimos nomes,
        nome família, último apelido, nome de casada, nome de casado
    """,
    "full_name": """
        nome completo, nome e apelido, nome e sobrenome, nome apelido, nome sobrenome, nome do
        contacto, nome do contato, nome de exibição, nome para contato, nome do cliente completo,
        nome titular, nome do titular, primeiro e último nome, nome contacto
    """,
    "name": "nome, nomes",
    "middle_name": """
        nome do meio, nomes do meio, nome intermédio, outros nomes, nomes intermédios, segundo
        nome
    """,
    "name_suffix": "sufixo",
    "nickname": """
        apelido, alcunha, pseudónimo, pseudônimo, alias, nome curto, nome abreviado, como é chamado
    """,
    "maiden_name": """
        nome de solteira, apelido de solteira, nome de nascimento, sobrenome de solteira
    """,
    "phonetic": "fonético, fonética",
    "initials": "iniciais",
    "login": "nome de utilizador, nome de usuário, utilizador login, usuário login",
    "email": """
        e-mail, email, correio eletrónico, correio electrónico, correio eletrônico, endereço de
        e-mail, endereço de email, endereço eletrónico, endereço eletrônico, endereço electrónico,
        endereço e-mail, endereço email, e-mail principal, endereço de correio eletrónico, e-mail
        de contato, e-mail de contacto, correio
    """,
    "phone": """
        telefone, tel, telefones, número de telefone, nº de telefone, telef, telf, telefone de
        contacto, telefone de contato, telefone 1, número telefone, nº telefone, contacto
        telefónico, contato telefônico, telefone contacto, telefone contato, fone 1, telefone
        principal, fones, nr telefone
    """,
    "landline": """
        telefone fixo, fixo, telefone de casa, telefone residencial, tel fixo, telefone casa, rede
        fixa, fone residencial, fone fixo, tel residencial, linha fixa, número fixo, telef fixo
    """,
    "mobile": """
        telemóvel, telemóveis, tlm, telm, celular, número de telemóvel, nº de telemóvel, telefone
        celular, telefone móvel, número de celular, tel celular, móvel, celular 1, nº telemóvel,
        tlmv, whatsapp, número celular, fone celular, nº celular, tel móvel, telem, telemov
    """,
    "sms": "sms, mensagem de texto, mensagens de texto",
    "fax": "fax, telefax, número de fax",
    "messaging": "skype, redes sociais, facebook, rede social",
    "street": """
        rua, logradouro, nome da rua, morada 1, endereço 1, rua e número, morada linha 1, endereço
        linha 1, linha 1 morada, rua número, nome do logradouro, morada rua, avenida, arruamento,
        endereço rua, rua nº
    """,
    "address": """
        morada, endereço, moradas, endereços, morada completa, endereço completo, morada fiscal,
        endereço postal, morada postal, endereço residencial, direção postal, domicílio
    """,
    "address_more": """
        morada 2, endereço 2, complemento, complemento do endereço, complemento de endereço,
        andar, fração, morada linha 2, endereço linha 2, apto, bloco, lote, porta andar,
        apartamento, edifício, complemento da morada, complemento morada, informações adicionais
        de morada
    """,
    "address_third": "morada 3, endereço 3, morada linha 3, endereço linha 3",
    "zip": """
        código postal, cód postal, cod postal, cep, c postal, codpostal, cpostal, cp4, cp7, código
        de endereçamento postal, código cep, codigopostal
    """,
    "city": """
        cidade, localidade, município, concelho, localidade postal, cidade de residência,
        freguesia, cidade residência, concelho de residência, nome da cidade, cidade estado,
        cidade uf, loc postal
    """,
    "region": """
        distrito, província, região, unidade federativa, estado uf, região administrativa,
        distrito de residência, estado província
    """,
    "country": """
        país, código do país, país de residência, nome do país, código país, país residência,
        países
    """,
    "house_number": """
        número da porta, nº porta, número de porta, nº da porta, número da casa, número endereço,
        nº casa, número do endereço
    """,
    "po_box": "caixa postal, apartado",
    "district": "bairro, zona, bairros",
    "geo": "latitude, longitude, endereço ip, ip, coordenadas, navegador, dispositivo",
    "time_zone": "fuso horário",
    "location": "localização",
    "birth": "nascimento, nascido, nascida, nasc",
    "birth_date": """
        data de nascimento, data nascimento, aniversário, data nasc, dt nascimento, data de nasc,
        dt nasc, data aniversário, data de aniversário, dtnasc, dia de nascimento, nascido em,
        datanascimento, d nascimento, dtnascimento
    """,
    "gender": "género, gênero, sexo",
    "age": "idade, faixa etária, grupo etário",
    "honorific": """
        tratamento, forma de tratamento, pronome de tratamento, saudação curta, sr sra, título de
        tratamento, exmo sr, título cortesia, título de cortesia
    """,
    "title": "título",
    "letter_greeting": "saudação, cumprimento, saudação da carta",
    "language": """
        idioma, língua, idioma preferido, língua preferida, idiomas, código do idioma, língua
        materna, idioma de contacto, idioma de preferência, línguas
    """,
    "nationality": "nacionalidade, cidadania, naturalidade",
    "marital": "estado civil, filhos, número de filhos, agregado familiar, passatempos",
    "job": """
        profissão, cargo, ocupação, função, posto de trabalho, cargo na empresa, título
        profissional, atividade profissional, cargo função, categoria profissional
    """,
    "company": """
        empresa, nome da empresa, organização, entidade, entidade patronal, razão social,
        instituição, companhia, nome da organização, empregador, associação, escola, universidade,
        sociedade, nome fantasia, nome empresa, nome da instituição, denominação social, nome
        comercial
    """,
    "department": "departamento, setor da empresa, filial, secção, divisão, equipa, equipe",
    "company_number": """
        nipc, cnpj, inscrição estadual, inscrição municipal, número de iva, nif da empresa, nif
        empresa, número de registo comercial, cae, contribuinte empresa
    """,
    "industry": """
        setor, setor de atividade, ramo de atividade, ramo, faturamento, faturação anual, número
        de funcionários, número de colaboradores, porte da empresa, forma jurídica, tipo de
        empresa
    """,
    "id": "identificador, identificação, id, chave, matrícula, código identificador, matrícula nº",
    "number": "número, nº, núm, nr, num, n",
    "code": "código, cód, cod",
    "reference": "referência, ref, número de referência, protocolo, processo, nº processo",
    "external": "externo, externa, antigo, antiga, anterior, importado",
    "barcode": "código de barras, código qr, qr code",
    "card": """
        cartão, número do cartão, cartão de sócio, cartão cliente, nº cartão, cartão fidelidade
    """,
    "line": "linha, linhas",
    "record": "ficha, linha registo, resposta registo",
    "password": "palavra-passe, palavra passe, senha, senha hash, password, pergunta de segurança",
    "national_number": """
        nif, contribuinte, número de contribuinte, cpf, rg, cartão de cidadão, cartão do cidadão,
        bilhete de identidade, passaporte, niss, documento de identificação, número de
        identificação fiscal, nº contribuinte, identidade, cnh, número do documento, tipo de
        documento, documento, nº identificação fiscal, segurança social, cpf cnpj, carta de
        condução, nº de contribuinte, documento de identidade, título de eleitor, n contribuinte
    """,
    "bank": """
        iban, nib, conta bancária, titular da conta, cartão de crédito, débito direto, agência
        bancária, número da conta, chave pix, pix, bic, swift, conta corrente
    """,
    "health": """
        alergias, deficiência, saúde, tipo sanguíneo, grupo sanguíneo, restrições alimentares,
        atestado médico, religião, convênio, doenças, medicação, necessidades especiais, médico
    """,
    "date": "data e hora, carimbo de data hora, dia, dt, data hora",
    "time": "hora, horário, duração, horas, minutos",
    "calendar_part": "ano, mês, semana, trimestre, época, ano letivo, temporada, ano de nascimento",
    "created": """
        criado, criação, data de criação, criado em, data criação, data de registo, data de
        cadastro, data de registro, data registo, data cadastro, cadastrado em, registado em,
        registrado em, data de inserção, data de entrada, cadastro, data do cadastro, cadastrado,
        data de inclusão, inserido em, criada em, registo, primeiro contacto, data registro, dt
        cadastro, data de admissão, incluído em
    """,
    "added": "adicionado, adicionado em, data de adição, acrescentado",
    "registered": """
        registado, registrado, inscrição, inscrito, data de inscrição, cliente desde, sócio desde,
        membro desde, inscrito em, data inscrição, desde, subscrito em, data de subscrição,
        adesão, data de adesão, filiação, ativação, data de filiação, associado desde, doador
        desde
    """,
    "confirmed": "confirmado, confirmação, confirmado em, data de confirmação",
    "updated": """
        atualizado, actualizado, alterado, modificado, atualização, última atualização, última
        alteração, data de atualização, data de alteração, atualizado em, alterado em, modificado
        em, data atualização, data alteração, última modificação, data de modificação, data da
        última atualização, data última alteração, editado em, actualização
    """,
    "last_seen": """
        última compra, último acesso, última visita, último pedido, último contacto, último
        contato, última doação, último, última, último login, primeira compra, última encomenda,
        última atividade, primeiro pedido, data da última compra, última interação, último
        pagamento
    """,
    "expiry": """
        validade, vencimento, válido até, expira, renovação, data de validade, próximo, próxima,
        expira em, data de vencimento, data de expiração, data de renovação, expiração
    """,
    "start": "início, data de início, data início, abertura, começo, data inicial",
    "end": "fim, data de fim, término, encerramento, data fim, data final, conclusão",
    "due": "prazo, previsto, agendado, lembrete, data de entrega, data de envio, data limite",
    "deleted": """
        eliminado, apagado, excluído, cancelado, arquivado, anulado, falecido, inativo,
        desativado, data de cancelamento, óbito, suspenso, desligamento, bloqueado, data de saída,
        desligado
    """,
    "opt_in": """
        aceita, consentimento, autoriza, autorização, deseja receber, aceito, subscreveu, recebe,
        autorizo, quer receber, subscrito newsletter, aceita receber, consentimento rgpd,
        consentimento lgpd, subscrição newsletter, receber, quero receber, permissão, opt in,
        aceita comunicações, concorda, aceita marketing, gostaria de receber, inscrito na
        newsletter, lgpd, rgpd, contacto por, contato por, autoriza contacto, autoriza contato,
        subscrição da newsletter, consentimentos, aceitou
    """,
    "opt_out": """
        não deseja, não receber, não enviar, lista negra, descadastrado, opt out, cancelar
        subscrição, não contactar, não contatar, cancelou subscrição, removido da lista, não quer,
        recusa, oposição, não ligar, descadastro, cancelamento de subscrição, revogado, não
        incomodar, não subscrito, remover da lista, desinscrito, dessubscrito
    """,
    "newsletter": """
        newsletter, boletim, boletim informativo, informativo, boletins, lista de e-mails
    """,
    "marketing": """
        publicidade, promoções, marketing, comunicações comerciais, ofertas, comunicações,
        comunicações de marketing, divulgação, promocionais, promocional
    """,
    "by_post": "por correio, carta, correio postal, correio tradicional, cartas, correspondência",
    "by_call": """
        chamada, ligação, chamadas, ligações, telemarketing, por telefone, telefonema, ligar
    """,
    "unsubscribed": """
        data de cancelamento da subscrição, descadastrado em, data de descadastro, data opt out,
        data de remoção, cancelou em
    """,
    "refusal": "não, nenhum, recusa",
    "partner": "terceiros, parceiros, patrocinadores, entidades terceiras, empresas parceiras",
    "terms": """
        termos, condições, privacidade, política de privacidade, regulamento, termos e condições,
        termos de uso, direitos de imagem, uso de imagem
    """,
    "order": "encomenda, pedido, compra, venda, encomendas, pedidos, compras, vendas, carrinho",
    "invoice": "fatura, factura, nota fiscal, faturas, orçamento, nota de crédito",
    "payment": "pagamento, pagamentos, pago, pagto, transferência, parcela, prestação",
    "transaction": "transação, transacção, operação, transações, movimento",
    "donation": "doação, doações, donativo, donativos, contribuição, contribuições, oferta",
    "ticket": "bilhete, ingresso, bilhetes, ingressos, ticket, entrada, entradas",
    "booking": "reserva, reservas, marcação, agendamento",
    "product": "produto, artigo, produtos, item, serviço, nome do produto, artigos, itens, opção",
    "membership": "quota, anuidade, mensalidade, quotas, filiação associativa",
    "subscription": "assinatura, revista, assinaturas, subscrição, plano de assinatura, contrato",
    "event": """
        evento, espetáculo, espectáculo, concerto, exposição, eventos, congresso, nome do evento,
        festival, feira, conferência, corrida, oficina, palestra, seminário
    """,
    "session": "sessão, turno, sessões, faixa horária",
    "course": "curso, aula, formação, cursos, turma, disciplina, workshop, treinamento",
    "activity": "atividade, actividade, ação, interação, tarefa, atividades",
    "visit": "visita, presença, comparecimento, check in, visitas, acesso, chegada, presente",
    "booking_made": """
        data da compra, data do pedido, data da encomenda, data de compra, data da venda, data da
        reserva, data da doação, comprado em, data compra, data pedido, data encomenda, data da
        transação, data do pagamento, data de pagamento, data de emissão, data do donativo, data
        venda, data de reserva, data doação, encomendado em, realizado em, data da fatura, enviado
        em, data de envio do formulário, data da operação, data transação, recebido em, data
        pagamento
    """,
    "category": "categoria, tema, género musical, tipo de evento, categorias, tipo de espetáculo",
    "kind": "tipo, natureza, tipos, tipologia",
    "venue": """
        sala, recinto, teatro, local do evento, espaço, auditório, nome do local, estádio, museu,
        cinema, casa de espetáculos, local evento
    """,
    "seat": "lugar, assento, fila, cadeira, poltrona, mesa, plateia, dorsal, bancada",
    "ticket_type": """
        tipo de bilhete, tipo de ingresso, tarifa, tipo bilhete, tipo ingresso, categoria do
        bilhete, modalidade, tipo de sócio, tipo de assinatura, plano, tipo de quota, tipo de
        entrada, nome do bilhete, nome do ingresso, categoria de sócio, tipo de inscrição, lote do
        ingresso, categoria do ingresso, setor ingresso, tipo de plano
    """,
    "amount": """
        valor, montante, valor total, total pago, valor pago, valor do pedido, valor da compra,
        valor da doação, quantia, preço total, total da encomenda, total do pedido, importância,
        valor doado, valor da encomenda, valor doação, valor líquido pago, valor bruto, custo,
        valor do donativo, valor da transação, valor da fatura, valor transação, total a pagar
    """,
    "price": "preço, preço unitário, preços, valor unitário, preço do bilhete, pvp, preço bilhete",
    "total": "total, totais",
    "gross": "bruto, com iva, iva incluído",
    "net": "líquido, sem iva, subtotal, valor líquido",
    "fee": "taxa, taxas, comissão, taxa de serviço, taxa de conveniência, gorjeta, comissões",
    "tax": "imposto, iva, impostos, taxa de iva, icms, iss",
    "discount": "desconto, cupom, cupão, código promocional, pontos, descontos, voucher",
    "refund": "reembolso, devolução, estorno, reembolsado, devolvido, estornado",
    "delivery_cost": """
        frete, portes, método de envio, transportadora, código de rastreio, portes de envio, peso,
        forma de envio, código de rastreamento
    """,
    "quantity": """
        quantidade, qtd, qtde, unidades, número de bilhetes, nº de bilhetes, número de pessoas,
        quantidade de ingressos, nº de pessoas, acompanhantes, número de ingressos
    """,
    "currency": "moeda, divisa, código da moeda",
    "payment_method": """
        forma de pagamento, método de pagamento, meio de pagamento, modo de pagamento, tipo de
        pagamento, formas de pagamento, forma pagamento
    """,
    "channel": "canal, canal de venda, plataforma, ponto de venda, canal de vendas, bilheteira",
    "origin": "origem, fonte, proveniência, origem do contacto, origem do contato, fonte do lead",
    "medium": "mídia, anúncio, palavra-chave",
    "hearing": "como nos conheceu, como soube, como ficou sabendo, como conheceu, nos conheceu",
    "campaign": "campanha, nome da campanha, campanhas, código da campanha, apelo",
    "fund": "projeto, destino, finalidade, fundo, causa, projeto apoiado, destino da doação",
    "url": "url, ligação url, link, hiperligação",
    "page": "página, página de destino, url da página, página visitada",
    "website": "site, sítio web, página web, website, página da internet, endereço web",
    "status": """
        situação, estado do pedido, ativo, activo, ativa, estado da encomenda, fase, verificado,
        válido, etapa, estado do pagamento, resultado, status do pedido, validado, publicado
    """,
    "score": "pontuação, nível, prioridade, avaliação, classificação, satisfação",
    "reason": "motivo, razão, motivação, motivo do cancelamento",
    "note": """
        observação, observações, obs, notas, comentário, comentários, descrição, mensagem,
        detalhes, assunto, anotações, informações adicionais, anotação, pedido especial
    """,
    "tag": """
        etiqueta, etiquetas, grupo, grupos, lista, listas, interesses, segmento, áreas de
        interesse
    """,
    "role_name": """
        tipo de cliente, tipo cliente, perfil, tipo de contacto, tipo de contato, tipo de
        utilizador, tipo de usuário, tipo de pessoa, papel, grupo de clientes, tipo pessoa,
        parentesco, relação
    """,
    "count": """
        número de compras, número de pedidos, nº de pedidos, média, frequência, número de visitas,
        nº de compras, número de encomendas, número de doações, aberturas, cliques
    """,
    "lifetime": """
        total gasto, total de compras, acumulado, total doado, ticket médio, total faturado, valor
        acumulado, crédito, em dívida, limite de crédito, saldo pendente, valor total gasto
    """,
    "photo": "foto, imagem, ficheiro, arquivo, anexo, assinatura imagem, fotografia, certificado",
    "agent": """
        proprietário, responsável, vendedor, criado por, modificado por, gestor, operador,
        comercial, organizador, professor, alterado por, atribuído a, consultor, fornecedor,
        atendente, agente, cadastrado por, instrutor, treinador, promotor
    """,
    "relative": """
        contacto de emergência, contato de emergência, emergência, pai, mãe, encarregado de
        educação, tutor, cônjuge, filho, filha, responsável legal, nome da mãe, nome do pai,
        filiação mãe, em caso de emergência, indicado por, beneficiário, representante legal,
        esposa, marido, familiar, acompanhante nome
    """,
    "vehicle": "carro, veículo, tamanho, camisola, camiseta, tamanho da camisola, placa, cão",
    "home": "pessoal, residencial, particular, residência, domicílio particular",
    "work": "trabalho, profissional, comercial contacto, escritório, corporativo, empresarial",
    "billing": "faturação, faturamento dados, cobrança, facturação, dados de faturação, faturar a",
    "shipping": "envio, entrega, destinatário, expedição, enviar para, remessa",
    "buyer": "comprador, pagador, compradora, adquirente, titular da compra, titular da reserva",
    "participant": """
        participante, convidado, espectador, aluno, visitante, participantes, inscrito
        participante, estudante, hóspede, passageiro, jogador, atleta, formando, aluna, titular do
        bilhete
    """,
    "holder": """
        cliente, clientes, contacto, contato, sócio, sócios, utilizador, usuário, doador,
        assinante, pessoa, membro, associado, contactos, contatos, subscritor, doadores, membros,
        leitor, pessoas, assinantes, usuários, utilizadores, paciente, voluntário, titular,
        interessado
    """,
    "account": "conta, contas",
    "primary": "principal, predefinido, padrão, preferido, preferencial, atual, preferida",
    "other": "outro, outra, secundário, alternativo, adicional, segundo, secundária, alternativa",
    "booking_reference": """
        número da reserva, código da reserva, localizador, nº da reserva, nº reserva, código de
        reserva
    """,
    "receipt": "recibo, comprovativo, comprovante, recibos",
    "answers": "formulário, resposta, respostas, pergunta, perguntas, inquérito, questionário",
    "deal": "oportunidade, negócio, oportunidades",
    "filler": """
        campo, valor do campo, dado, dados, informação, informações, dados pessoais, campo
        personalizado, indique, insira, loja, obrigatório, opcional, completo, completa, novo,
        nova, campo adicional, dados de contacto, dados do cliente, geral, personalizado
    """,
}

LOCAL: Final[dict[str, str]] = {
    "date": "data",
    "region": "estado, uf, ilha",
    "email": "mail",
    "location": "local",
    "house_number": "número residência, porta",
    "phone": "fone",
    "city": "vila",
    "company": "firma",
    "bank": "banco, agência",
    "refusal": "sem",
    "membership": "joia",
    "event": "peça, jogo, show",
    "venue": "local",
    "discount": "vale",
    "score": "nota",
    "note": "nota",
    "lifetime": "saldo",
    "home": "casa",
}

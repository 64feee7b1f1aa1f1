"""Given names that are one another's short or pet forms, in the languages of the house.

One line is one family of forms: any two of a line may name one person. A form may stand on
several lines (Alex is Alexandre and Alexandra); two names are related only through a shared line.
"""

from __future__ import annotations

from typing import Final

_FAMILIES: Final = """
abigail abby gail
abraham abe bram
adele adeline adelaide
agathe aga
agnes agnieszka nessa
alain al
alan al
albert al bert bertie berto
alberto beto berto tito
alexander alex al sandy xander lex sascha sasha
alexandra alex sandra sandy sacha sasha lexi alexia
alexandre alex sacha alexis
alessandro sandro ale alex
alessandra sandra ale alex
alejandro alex ale jandro
alfred fred freddy al alfie
alice lili ali
amandine mandine mandy didine
amelie mel meli
andre dede andy
andrea andi andy andie
andreas andi andy
andrew andy drew
angela angie angelina
angelique angie
anna anne annie anya ann anouk anouck nan nancy anita
annabelle bella belle anna
anthony tony ant
antoine toine tony titou
antoinette toinette nettie
antonio toni tony nino tonio
arnaud nono
arthur art tutur
augustin gus august
aurelie lili aure
aurelien aure lien
barbara barb babs barbie babette
bartholomew bart
beatrice bea trixie bice
beatrix bea trixi
benedicte bene
benjamin ben benji benny
benoit ben beno
bernard bernie nanard
bernadette bernie dette detty
bertrand bert
brigitte gitte bri
bruno nono
camille cam cami milou
carole caro
caroline caro carol carrie line lina
carlos carlito charly
catarina catherine katherine kathryn katarina katharina cathy kathy kate katie kat kitty katy
catherine cathy cath cat kate
cecile cec cecilia cissy
celine cel line
charles charlie charly chuck chas carlo karl carl
charlotte charlie lotte lottie chacha lola
chloe clo
christelle chris christel kris
christian chris kristian kris
christiane chris christine
christina christine chris tina christa kristina kristine chrissie
christine chris cricri titine
christopher chris kit topher kris
christophe chris tophe kris
claire clara clairette
clarisse clara
claude claudius clodo
claudine claudie dine
clemence clem
clement clem
colette coco
corinne coco cori
cristina cris tina
cyril cyrille
daniel dan danny dani
daniele dany dani danielle
danielle dany dani ella
david dave davy dav
deborah debbie deb debora
delphine del fifine
denis denny
dennis den denny
dieter didi
dimitri dim dima
dominique dom domi mimi nico
dominic dom nick
domenico mimmo nico
donald don donnie
dorothee doro dorothea dorothy dot dottie dolly
edith edie
edouard ed eddy doudou edward
edmond ed eddy
eduardo edu lalo eddie
edward ed eddie ned ted teddy
eleonore nora lea leonor
eleanor ellie nell nora
elena lena helena
elisabeth elizabeth liz beth lizzie betty eliza lisa elise babeth lisbeth liesel elsa libby lise
elodie elo lolo
eloise elo
emile mimile
emily em emmy millie
emma em emmie
emmanuel manu manuel emma
emmanuelle manu manue emma
emmeline emma
enrico rico
enrique kike quique rico
eric rick ricky
ernest ernie
estelle stella
esther hettie estelle
etienne titi
eugene gene
eugenie ninie
fabien fab
fabienne fab
fabrice fab
federico fede rico
felix fefe
felicite felicia
fernand nando
fernando nando
flavie flavia
florence flo floflo
florent flo florian
florian flo
frances fran franny fanny frankie
francesca franca fra cesca
francesco franco cesco checco ciccio
francis frank fran
francisco paco pancho curro kiko fran
francois fanfan franck
francoise fanfan soizic
franck frank
franz franzi francois
frederic fred freddy fredo frederick
frederick fred freddy rick
friedrich fritz fred fredi friedl
frederique fred
gabriel gab gaby gabe
gabrielle gab gaby gabriella
gaetan gaet
genevieve gene ginette viviane
geoffrey geoff jeff
geoffroy geof jeff
george georgie
georges jojo geo
georg schorsch jorg
gerald gerry jerry
gerard gege gerry
gerhard gerd hardy
germain germi
gertrud trudi gerti
gilbert gil bert
gilles gilou
giovanni gianni vanni nanni gio
giovanna vanna gianna
giuseppe beppe peppe pino giusy
giuseppina pina giusy
gisele gigi
gregoire greg
gregory greg
guadalupe lupe
guillaume guigui guillem willy will
gunther gunni
gustave gus
guy guido
gwenaelle gwen
gwendoline gwen
hannelore hanne lore
hans johannes johann hansi
harold harry hal
harriet hattie
heather hettie
heinrich heinz heiner heini
helene lena nelly leni
helen nell ellen lena
henri riri henry
henry harry hank hal
herbert herb bert
herve vevey
hortense tense
hubert hub bert
hugues hugo
ignacio nacho
ines agnes
irene rene
isabella bella izzy isa
isabelle isa zaza belle babelle isabel
isabel isa chabela izzy
isidore izzy
jacob jake jakob coby
jacques jacquot jacky jack
jacqueline jackie jacotte line
james jim jimmy jamie jem
jane janie jenny janet
janine nine
jason jay
jean jeannot
jeanne jeannette jeannie
jeannine nine jany
jeffrey jeff
jennifer jen jenny jenn jennie
jeremie jerem jeremy
jeremy jerry jerem jez
jerome jeje jerry
jessica jess jessie
jesus chucho
joachim jo achim jochen
joan jo joanie
joanna jo joanne
jocelyne jo josy
joel jo
johanna hanna jo hanne
john jack johnny jon
jonathan jon jonny nathan jo
jorge coque
jose pepe pepito
josefa pepa fina
josefina pepa fina
joseph joe jo joey jojo sepp josef beppo
josephine jo josie fifi josette
joshua josh
josiane josy jo
juan juanito
judith judy jude
jules julot
julia julie jul
julie ju juju lili
julien ju juju jul
juliette ju juju
justine ju titine
karen kari
karin kari
karine kari
kenneth ken kenny
kevin kev
kimberly kim
konrad conny kurt
konstantin kostja
lambert bert
laura laurie lora
laure lolo
laurence laure lolo
laurent lolo laurens
lawrence larry
lorenzo enzo renzo
leon leo
leonard leo leon len lenny
leonie leo
leopold leo poldi
lewis lou
liliane lili
louis loulou lou loic
louise lou loulou louisette
lucas luc luke
lucie lulu lucy
lucien lulu
lucienne lulu
ludovic ludo
ludwig lutz wiggerl
luigi gigi gino
luis lucho
luisa lu
madeleine mado madelon mad lena
magali mag maga
magalie mag maga
magdalena lena magda
manfred manni fred
manon nono
manuel manu manolo
manuela manu ela
marc marco marcus mark markus
marcel marcelo
marcello lello
margaret maggie meg peggy marge margie madge greta daisy
margarethe grete gretel greta margarete
margaux margot
marguerite margot margo maggie meg guite
margherita rita
maria mia mary mimi marie
mariano nano
marianne marie anne
marie mimi maria manou marion mary
marilyn mary lyn
marine rine
marion marie
mario mariolino
marjorie marge margie jo
martha marty patty
martin marty
martine titine tine
mary molly polly mae mamie
maryse mary
mathieu mat matthieu math
mathilde mat math mathou tilda
matthew matt matty
matthias matt hias mathias
matteo teo
maurice momo
mauricio mau
maxence max
maxime max
maximilien max
maximilian max maxi
maxwell max
melanie mel mela
melissa mel lissa
mercedes merche
michael mike mick mickey mikey micha michi
michel mich mimich michou
michele mich miche mimi michelle lele
michelle shelly mich
miguel miguelito
mireille mimi
monica moni
monika moni
monique momo nic
montserrat montse
morgane mo
muriel mumu
myriam mimi miriam mary
nadege nad
nadia nad
nadine nad dine
natalia nat talia natasha
natacha nat
natalie nat nattie
nathalie nat nath natou talie
nathan nate
nathaniel nate nat
nicholas nick nicky
nicola nico nicky
nicolas nico nick colas
nikolaus klaus niki niko nico
nicole nico nicky coco
noel nono
noemie mimi noe
odette dette
olivia liv livia
olivier oliv olive oli
oliver ollie oli
pascal pascalou
pascale pasca
patrice pat
patricia pat patty tricia trish patsy
patrick pat pady paddy rick
paul paulo paulie
paula polly pauli
paulette paule
pauline paulette popo polo
penelope penny
peter pete
philippe phil filou philip
philip phil pip
philipp phil lipp
phyllis phyl
pierre pierrot peter
pilar pili
prudence prue
quentin quent
rachel rach shelly
rafael rafa
raffaele lello
ralph rafe
raphael raph rafa raf
raphaelle raph
raymond ray ramon
rebecca becky becca beck
regine gigi
regis reg
reinhard reini
remi remy
renaud nono
rene nene
renee nene
ricardo ricky rico
riccardo ricky rico
richard rick dick rich richie ricky
robert bob rob bobby robbie bert
roberto beto berto robi
roberta robi bobbie
rodolphe rodo rudy
rodrigue rodri
rodrigo rodri
roland rollo
romain rom
ronald ron ronnie
rosa rosi
rosalie rose
rose rosie rosa
roseline rose
rosario charo
rudolf rudi rolf
ruediger rudi
russell russ
sabine bine
sabrina sab
salvatore toto turi salvo
samantha sam sammy
samuel sam sammy
sandra sandy
sandrine sandy sand
sarah sally sadie sara
sebastian seb basti bastian
sebastien seb bastien
serge sergio
severine sev
siegfried sigi
sigrid sigi
simone simon mone
solange so
sofia sofi
sophia sophie fia
sophie so soso fifi
stanislas stan
stefan steff steffen
stefania stefi
stefanie steffi
stephane steph stef fanou
stephanie steph stef fanny
stephen steve stevie steven
steven steve stevie
suzanne suzy suzon suzette susan
susan sue susie suzie
susanne susi sanne
sylvain syl
sylvie syl sissi
teresa tere terry
terence terry
theodore theo ted teddy
theophile theo
theresa terry tess tessa
therese theo resi
thibault thib titi thibaud thibaut
thierry titi
thomas tom tommy thom
timothee tim timo
timothy tim timmy
tobias tobi
ulrich uli ulli
ulrike uli rike
urban urbi
ursula uschi ursel ulla
valentin val
valentine val
valerie val valou
vanessa ness nessa
veronique vero
veronica vero ronnie
vicente chente
victor vic
victoire vic toire
victoria vicky tori vic
vincent vince vinz vinny
vincenzo enzo vince
virginia ginny
virginie virg nini ginie
viviane vivi
waltraud traudl
walter walt wally
werner wern
wilhelm willi helmut will
wilfried wilf fred
william will bill billy willy liam
winifred winnie
wolfgang wolf wolfi
xavier xav
yann yannick
yohann yo
yolande yoyo
yves yvon
yvette vette
yvonne vonne
zacharie zach zac
zachary zach zack
"""


def _index() -> dict[str, frozenset[int]]:
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(_FAMILIES.split("\n")):
        for name in line.split():
            lines.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in lines.items()}


_LINES: Final = _index()


_SHORTEST: Final = 4
"""Letters: shorter forms are often family names or initials."""


def is_given_name(name: str) -> bool:
    """Whether a folded word is among these given names; a third to most of a file's are."""
    return len(name) >= _SHORTEST and name in _LINES


def is_nickname(first: str, second: str) -> bool:
    """Whether two folded given names are forms of one name: Bob and Robert, Manu and Emmanuel."""
    lines = _LINES.get(first)
    if lines is None:
        return False
    others = _LINES.get(second)
    return others is not None and not lines.isdisjoint(others)

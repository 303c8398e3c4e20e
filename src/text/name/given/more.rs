//! More given names in Latin and Cyrillic script, folded. A list only, in lines to be split.

/// Names in Latin script: Western, Russian, Arabic and Persian ones.
pub(super) const LATIN: &str = "\
    aaron abbas abdullah abdulrahman abigail adel adnan adrian agnes aida aleksei alessandro alexa alexandra alexei alexis \
    alfred alia alicia alison allison alma alyssa amal amani amin amina ammar ana anas anatoly andre andrei angelina anita \
    anja anke annette annika anwar ariana arkady arseny artem arthur artyom arwa ashley asma astrid audrey ayesha ayman aziz \
    bahar bahman basma beatrice behnam behrouz benedict bernard beth bianca bilal billy bob bonnie bradley brenda brent \
    brett bridget brigitte bruce bruno bryan caleb cameron camila camille carl carla carlo carmen carrie cathy cecilia \
    celine chantal charlie cheryl chiara chloe clara clarissa colin connor corinna courtney craig cynthia cyril dalia dana \
    daniela danielle daniil daphne darren darya dave dawn deborah debra denise dennis derek diego dirk dolores dominic \
    dominik donna dora doris doug dylan ebrahim eddie edgar edith eduardo edwin ehab ehsan eileen elaine eleanor elham eli \
    elias elisa elisabeth elise elizaveta ellen ellie elsa eman emanuel emilia emilio enrico erica erika erin ernest esraa \
    esther ethan eugene evan eve evelyn evgeni evgenia fabian fadi fahad faisal farah faraz farhad fariba farzaneh fatemeh \
    ferdinand fiona firas florian frances francesca francesco francis francisco franco franz fred frederick fyodor gabriela \
    gary gavin gennady geoffrey georgina georgy gerald gerard gerhard ghada gholam gianni gina giorgio gisela giulia gladys \
    gleb glenn gloria greg gregory greta grigory gustavo habib hailey hamed hamid hanan harold harriet harry harvey hashem \
    hatem heba heike heinz helena helga helmut herbert hesham hilary hind hisham horst howard hugh hugo hussain ida ignacio \
    ilona ilya iman imogen ines inna irene irma isaac isabella isabelle isla ivana jaber jacqueline jacques jafar jaime jake \
    jalal jamie jamil jamila jana janice jared jasmine javier jawad jeanette jeff jeffrey jenna jenny jeremy jerome jerry \
    jesse jessie jill jim jo joanna joanne joel joerg johanna johannes johnny jonathan jordan jorge josef joyce juanita \
    judith judy julian juliana juliet jurgen justin kai kaitlyn kamal kamran kareem karima karin karla kathleen kathryn \
    kathy katie katja katrin kaveh kayla keith ken kenneth kerry khadija khalil kim kimberly kirsten kirsty klara konstantin \
    kristen kristin kristina kurt kyle lachlan lamia lara larissa larry lars latifa lauren laurence lawrence lea leah leon \
    leonard leonardo leonid leonie leroy leslie lev lewis liam lidia lilian lily lina lola lorenzo loretta lori lorraine \
    loubna louisa louise luc luca lucia luigi luisa luka luke lydia lynn lyubov mabel madeleine magdalena maggie maha mahdi \
    mahsa majid maksim malak malcolm manfred mansour manuel manuela marcel marcus margot mariana marianne marilyn marion \
    marisa marjorie markus marlene marta martina marvin marwa marwan mateo mathias matilda matt matteo matthias maureen \
    maurice maxim maya maysa mehran melanie melissa melvin mercedes meredith mia michaela michel michele miguel mike mila \
    milan mildred miranda miriam mitra mohsen moira molly monika moritz morteza myriam nabil nader nadezhda nadine naomi \
    naser nasrin nasser natalya natasha nathan nathaniel navid nawal nazanin neil nelly nick nicola nicolas nigel nikolas \
    niloufar noah noel noemi noor nora norbert norma olesya omid oscar oskar otto owen pablo pamela paola paolo parisa \
    parvin patrizia pauline payam penelope perry peyman phil philipp phillip phoebe pietro polina rafael rainer raisa ralf \
    ralph rami ramona rana randy raphael rashid raul raymond regina reginald renate rene ricardo riccardo rick rima rita \
    roberta roberto roderick rodney roger roland rolf rory rosa rosalie rosanna ross roxanne roy roya ruben rudolf ryan saad \
    sabrina saeed safa salem salim salma salman salvatore salwa sam samantha samar samiha sanaa sascha saskia scarlett scott \
    sean selina semyon serena sergio seyed shahram shaima shane sharon shaun shawn sheila shirin shirley siamak silke silvia \
    simone sofia soha soheil sonia sonja soraya stacey stanislav stefanie stella stepan stephan stephanie steve stuart suad \
    sultan susanne suzanne svenja sylvia tahereh talal tamara tamer tanja tanya tara taras tatjana tatyana ted terence terry \
    tessa thea theo theodor theresa tiffany tim timur tina tobias toby todd tommaso tony tracey tracy travis tristan ulrich \
    ulrike uma uta uwe valentin valerie valery vanessa verena veronica veronika vicki viktoria vincenzo viola vivian vivien \
    vladislav volker vyacheslav wael walid wanda wendy wilhelm xavier yannick yara yaroslav yasser yegor yekaterina yelena \
    yevgeny yolanda yvette yvonne zachary zaki zara ziad zinaida zoe zoya";

/// Names in Cyrillic script.
pub(super) const CYRILLIC: &str = "\
    аделина алевтина амина ангелина бахтияр богдан данила дильшод зарина захар иннокентий камилла карина кира \
    кристина майя макар марта матвей милана мирослав назар ника регина ростислав савелий снежана тарас фарид \
    фатима шамиль элина юлиана ярослава";

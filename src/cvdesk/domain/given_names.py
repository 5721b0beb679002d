"""Given names often met in France, in plain letters: enough to notice that a text names someone.

Own list, by no means complete: a name that is not in it is simply not noticed.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    name
    for line in (
        "abdoulaye adama adele adrien agathe agnes ahmed aicha aissatou alain albert alexandre",
        "alexis ali alice alima aline alpha amadou amelie amina aminata amine ana andre angele",
        "anissa anita anna anne anouk antoine arnaud arthur assia astou aurelie aurore awa axel",
        "aya ayoub bakary baptiste benjamin benoit bernadette bernard bertrand bilal binta brahim",
        "brigitte bruno camille carine carole caroline catherine cecile celine chantal charles",
        "charlotte cheikh christelle christian christine christophe claude claudine clement",
        "colette corinne cyril damien daniel daniele david deborah delphine denis denise diane",
        "didier djamila dominique dounia edith edouard elena eliane elias elisabeth elise elodie",
        "emeline emilie emma emmanuel enzo eric estelle esther etienne eva evelyne fabien fabrice",
        "fanny fanta farid fatima fatima-zahra fatou fatoumata felix fernand florence florian",
        "francine franck francois francoise frederic gabriel gaelle genevieve georges gerard",
        "germaine ghislaine gilbert gilles ginette gisele guillaume gustave guy habib hadja",
        "halima hamid hanane hassan helene henri herve houda hugo ibrahim ibrahima idrissa ikram",
        "ilyes imane ines irene isabelle ismael issa ivan jacqueline jacques jamila jean jean-luc",
        "jean-marc jean-pierre jeanne jeremy jerome jessica joel jonathan jordan josephine",
        "josiane julie julien juliette justine kadiatou kadidia kamel karim karima karine kelly",
        "kenza kevin khadidiatou khadija khaled laila lamia latifa laura laure laurence laurent",
        "lea leila lena leo leon leonie lila lina linda lionel lola louis louise luc lucas lucie",
        "lucien ludovic lydia lydie madeleine maelle malik malika mamadou manon manuel marc",
        "marcel marguerite maria mariama marie marie-claude marie-france marie-therese marina",
        "marion martine mathieu mathilde maurice maxime mehdi melanie melissa michel michele",
        "mohamed mohammed monique mouna mounia mourad moussa myriam nabil nadege nadia nadine",
        "nassim nathalie nicolas nicole noe nora noura odette odile olivier omar oumar oumou",
        "ousmane pascal pascale patrice patricia patrick paul paulette pauline philippe pierre",
        "quentin rachid rachida raphael rayan raymond rebecca regine remi renee richard robert",
        "roger rokia roland romain rose roxane sabine sabrina said saida salima salimata salma",
        "samia samir samira sandra sandrine sara sarah sebastien sekou serge severine sidi simon",
        "simone sirine sofia solange sonia sophie souad soumaya stephane stephanie suzanne",
        "sylvain sylvie tarek therese thierry thomas tiphaine valentin valerie vanessa veronique",
        "victor vincent virginie viviane walid wassim xavier yacine yann yannick yasin yasmina",
        "yasmine youcef youssef yves yvette yvonne zahra zakaria zineb zoe zohra",
    )
    for name in line.split()
)

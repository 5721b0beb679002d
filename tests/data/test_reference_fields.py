"""Every field that the official form, an agreement and the portal ask has its place in our forms.

The table is written by hand, after the reference of the domain: sections 1.2 to 1.11 (the Cerfa),
2.2 (what an agreement adds) and 3.3 (the portal). What is always the same (the family of the
applicant, « association ») or computed (totals, shares) is no field, and is not in it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cvdesk.domain.choicetypes import ChoicesType, ChoiceType
from cvdesk.domain.form import Form, Nature
from cvdesk.domain.ids import FieldId
from tests.support.builders import every_form

ROOT = Path(__file__).parents[2]
FORMS = {form.ref.form: form for form in every_form()}

CERFA: dict[str, tuple[str, ...]] = {
    # 1.2 cover page
    "forme, en numéraire ou en nature": ("demande_forme", "demande_nature_detail"),
    "fréquence, première demande ou renouvellement": ("demande_frequence",),
    "objet, fonctionnement ou projet": ("demande_objet",),
    "à envoyer à, direction et service": ("destinataire", "destinataire_service"),
    # 1.3 rubrique 1
    "nom, sigle, site": ("nom", "sigle", "site_web"),
    "SIRET": ("siret",),
    "RNA, ou récépissé": ("rna", "recepisse"),
    "registre local": (
        "registre_tribunal", "registre_date", "registre_volume", "registre_folio", "registre_nom",
    ),
    "siège, commune déléguée comprise": (
        "siege_voie", "siege_code_postal", "siege_commune", "siege_commune_deleguee",
        "siege_insee", "siege_quartier",
    ),
    "adresse de gestion": (
        "gestion_differente", "gestion_voie", "gestion_code_postal", "gestion_commune",
    ),
    "représentant légal": (
        "representant_civilite", "representant_nom", "representant_prenom",
        "representant_fonction", "representant_telephone", "representant_courriel",
    ),
    "co-représentants": (
        "corepresentant_civilite", "corepresentant_nom", "corepresentant_prenom",
        "corepresentant_fonction", "corepresentant_telephone", "corepresentant_courriel",
    ),
    "personne chargée de la demande": (
        "contact_different", "contact_nom", "contact_prenom", "contact_fonction",
        "contact_telephone", "contact_courriel",
    ),
    # 1.4 rubrique 2
    "agréments": (
        "a_agrements", "agrement_type", "agrement_par", "agrement_date", "agrement_numero",
    ),
    "utilité publique": ("utilite_publique", "utilite_publique_date"),
    "impôts commerciaux": ("impots_commerciaux",),
    "aides publiques sur trois exercices": ("aides_annee", "aides_n2", "aides_n1", "aides_n0"),
    # 1.5 rubrique 3
    "réseau, union ou fédération": ("a_reseau", "reseau_nom"),
    "adhérents personnes morales": ("a_adherents_moraux", "adherents_moraux"),
    # 1.6 rubrique 4
    "date des chiffres": ("moyens_date",),
    "bénévoles, volontaires": ("benevoles", "volontaires"),
    "salariés, emplois aidés, ETPT": ("salaries", "emplois_aides", "salaries_etpt"),
    "mis à disposition ou détachés": ("mis_a_disposition",),
    "adhérents, femmes et hommes": ("adherents", "adherents_femmes", "adherents_hommes"),
    # 1.7 rubrique 5 and budget
    "budget de l’association, exercice": ("asso_exercice_debut", "asso_exercice_fin"),
    "budget du projet, exercice": ("projet_exercice_debut", "projet_exercice_fin"),
    "financeur, statut, crédits, commentaire": (
        "projet_financeur_type", "projet_financeur_nom", "projet_financeur_statut",
        "projet_financeur_nature", "projet_financeur_note", "projet_financeur_montant",
    ),
    "clé de répartition, contributions, détail": ("projet_cle", "projet_cvn", "projet_details"),
    # 1.8 rubrique 6
    "intitulé": ("intitule",),
    "objectifs": ("objectif_texte",),
    "description": ("description",),
    "besoin": ("besoin",),
    "bénéficiaires": (
        "benef_total", "benef_femmes", "benef_hommes", "benef_qpv", "benef_hors_qpv",
        "public_tranche", "public_total", "public_femmes", "public_hommes", "benef_precisions",
    ),
    "territoire": ("territoire_quartier", "territoire_commune", "lieu", "hors_quartier_motif"),
    "moyens matériels": ("moyens_materiels",),
    "moyens humains": (
        "moyens_humains", "projet_salaries", "projet_etpt", "projet_cdi", "projet_cdd",
        "projet_emplois_aides", "projet_benevoles", "projet_heures_benevoles",
        "projet_volontaires", "projet_prestataires",
    ),
    "recrutement": ("recrutement", "recrutement_etpt"),
    "période de réalisation": ("date_debut", "date_fin"),
    "évaluation": (
        "indicateur_intitule", "indicateur_objectif", "indicateur_unite", "indicateur_depart",
        "indicateur_cible", "indicateur_mesure", "evaluation_qualitative",
    ),
    "informations complémentaires": ("informations",),
    # 1.9 rubrique 7
    "signataire et pouvoir": (
        "signataire_representant", "signataire_nom", "signataire_prenom", "signataire_fonction",
        "pouvoir_date", "pouvoir_objet", "pouvoir_fin", "pouvoir_deux_signatures",
    ),
    "attestations": (
        "attest_obligations", "attest_engagement", "attest_sincerite", "attest_charte",
        "attest_compte", "aides_seuil", "engagement_membres",
    ),
    "montant sollicité": ("montant_sollicite",),
    "fait le, à": ("fait_le", "fait_a"),
    # 1.10 pièces
    "pièces": (
        "piece_nature", "piece_libelle", "piece_etat", "piece_date", "piece_exercice",
        "piece_echeance", "piece_fichier", "piece_note",
    ),
}  # fmt: skip

AGREEMENT: dict[str, tuple[str, ...]] = {
    # 2.2
    "premier et dernier exercice": ("premier_exercice", "dernier_exercice"),
    "montant de chaque année et total": ("montant_sollicite", "montant_total"),
    "taux forfaitaire de charges indirectes": ("taux_forfaitaire",),
    "annexe I, programme d’actions": (
        "action_intitule", "action_objectif", "action_description", "action_public",
        "action_moyens",
    ),
    "annexe III, indicateurs, départ et cibles": ("indicateur_depart", "indicateur_cible"),
    "suivi et évaluation finale": ("suivi", "evaluation_finale"),
    "avance et solde": ("avance", "solde"),
    "avenants, marge de variation": ("conditions", "marge"),
}  # fmt: skip

PORTAL: dict[str, tuple[str, ...]] = {
    # 3.3
    "éligibilité": ("politique_ville",),
    "raison sociale, sigle, SIRET, NAF, RNA": ("nom", "sigle", "siret", "code_ape", "rna"),
    "date de publication au registre": ("date_jo",),
    "description des activités et complément": ("activites", "activites_complement"),
    "adhérents moraux, utilité publique": ("adherents_moraux", "utilite_publique"),
    "commissaire aux comptes": ("commissaire_comptes",),
    "association sportive agréée": ("association_sportive",),
    "adresse principale": ("siege_voie", "siege_code_postal", "siege_commune", "siege_insee"),
    "courriels, téléphones, sites": ("courriel_association", "telephone_association", "site_web"),
    "domiciliation bancaire": ("iban", "bic", "rib_titulaire", "rib_banque"),
    "exercice budgétaire": ("premier_exercice",),
    "fréquence, nature": ("demande_frequence", "demande_objet"),
    "thématique": ("thematique",),
    "intitulé, objet, description": ("intitule", "objectif_texte", "description"),
    "demande en nature": ("demande_forme", "demande_nature_detail"),
    "période de réalisation": ("date_debut", "date_fin"),
    "moyens humains": ("moyens_humains",),
    "localisations": ("territoire_quartier", "territoire_commune"),
    "publics": ("public_tranche", "public_femmes", "public_hommes", "public_total"),
    "indicateurs": ("indicateur_intitule", "indicateur_cible"),
    "cofinanceurs, leur place et leur nom": (
        "projet_financeur_role_portail", "projet_financeur_nom_portail",
        "projet_financeur_departement", "projet_financeur_sollicite",
    ),
    "nom du financeur dans le portail": ("financeur_portail",),
    "complément demandé, décision, versement": (
        "suivi_complement_le", "suivi_complement_objet", "suivi_decision", "suivi_decision_le",
        "suivi_versement_montant", "suivi_versement_le",
    ),
    "justification": ("suivi_justifie_le",),
}  # fmt: skip

FINANCIAL_REPORT: dict[str, tuple[str, ...]] = {
    # 1.11: one entry for each part of the compte rendu, when its form ships.
}

GRID = (
    "604", "601", "60x", "613", "615", "616", "618", "622", "623", "625", "62x", "631", "635",
    "641", "645", "647", "65x", "66x", "67x", "68x", "69x", "chgfixe", "fraisfin",
    "autchgindirect", "excedprevisionnel", "70x", "73x", "756", "758", "750", "76x", "77x", "78x",
    "79x", "insufprevisionnel", "860", "861", "862", "864", "870", "871", "875",
)  # fmt: skip


def absent(form: Form, table: dict[str, tuple[str, ...]]) -> list[str]:
    ids = [field_id for asked in table.values() for field_id in asked]
    return [field_id for field_id in ids if form.field(FieldId(field_id)) is None]


@pytest.mark.parametrize("name", ["annuel", "cpo"])
def test_every_field_of_the_official_form_is_asked(name: str) -> None:
    assert absent(FORMS[name], CERFA) == []


def test_every_field_that_an_agreement_adds_is_asked() -> None:
    assert absent(FORMS["cpo"], AGREEMENT) == []


def test_every_field_of_the_financial_report_is_asked() -> None:
    reports = [form for form in FORMS.values() if form.nature is Nature.REPORT]
    assert [absent(form, FINANCIAL_REPORT) for form in reports] == [[] for _ in reports]


@pytest.mark.parametrize("name", ["annuel", "cpo"])
def test_every_field_of_the_portal_is_asked(name: str) -> None:
    assert absent(FORMS[name], PORTAL) == []


@pytest.mark.parametrize("name", ["annuel", "cpo"])
@pytest.mark.parametrize("budget", ["asso", "projet"])
def test_every_line_of_the_official_budget_is_typed(name: str, budget: str) -> None:
    form = FORMS[name]
    assert [key for key in GRID if form.field(FieldId(f"{budget}_{key}")) is None] == []


def test_every_addressee_of_the_first_page_can_be_chosen() -> None:
    field = FORMS["annuel"].field(FieldId("destinataire"))
    assert field is not None
    assert isinstance(field.type, ChoicesType)
    chosen = {option.id for option in field.type.options}
    assert chosen == {"etat", "region", "departement", "commune", "etablissement", "autre"}


def test_the_themes_of_the_portal_are_data_that_say_when_they_were_read() -> None:
    field = FORMS["annuel"].field(FieldId("thematique"))
    assert field is not None
    assert isinstance(field.type, ChoiceType)
    assert len(field.type.options) == 11
    listed = (ROOT / "resources" / "listes" / "thematiques-dauphin.yaml").read_text("utf-8")
    assert "checked_on: 20" in listed
    assert listed.count("à vérifier dans le portail") >= 10

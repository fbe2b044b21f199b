//! Sales with presentations of credentials: the seller is the patient, and for this order.

use crate::{rng, terms, Record, FIELDS, GENESIS};
use salus_crypto::{
	credential::{
		present_for_sale, verify_for_sale, Claims, Credential, CredentialSecret, IssuanceContext, IssuerKey,
		IssuerSecret, Kind, PresentError, PresentationError, SaleContext, Schema, Value,
		MAX_SALE_PRESENTATION,
	},
	record::Hash,
	sale::{
		make, Bundle, CheckError, Draw, MakeError, OrderTerms, Outgoing, Proposal, TradeSecret,
		MAX_PRESENTATION,
	},
	Bls,
};

const QUARTER: u32 = 8_106;

/// Three hospitals, a patient whose record the second sealed, and a buyer.
struct World {
	record: Record,
	issuers: Vec<IssuerSecret>,
	keys: Vec<IssuerKey>,
	patient: CredentialSecret,
	buyer: TradeSecret,
}

impl World {
	fn new() -> Self {
		let mut rng = rng(21);
		let issuers: Vec<_> = (0..3).map(|_| IssuerSecret::generate(&mut rng)).collect();
		Self {
			record: Record::new(&FIELDS, 7),
			keys: issuers.iter().map(IssuerSecret::key::<Bls>).collect(),
			issuers,
			patient: CredentialSecret::generate(&mut rng),
			buyer: TradeSecret::generate(&mut rng),
		}
	}

	fn credential(&self, secret: &CredentialSecret, root: &Hash) -> Credential {
		let mut rng = rng(22);
		let context = IssuanceContext {
			genesis: GENESIS,
			issuer: self.keys[1].pk1,
			patient: [8; 32],
			record: [2; 32],
		};
		let request = secret.request::<Bls>(&context, &mut rng);
		let schema = Schema::new(vec![("birth decade".into(), Kind::Bucket)]).unwrap();
		let claims = Claims {
			root: *root,
			quarter: QUARTER,
			values: vec![Value::Bucket(b"1810".to_vec())],
		};
		self.issuers[1]
			.issue::<Bls>(&context, &request, &schema, claims, &mut rng)
			.unwrap()
	}

	/// A bundle of this credential, the presentation made for `presented`.
	fn bundle(
		&self,
		credential: &Credential,
		secret: &CredentialSecret,
		presented: &OrderTerms,
	) -> (Proposal, Vec<u8>) {
		let terms = terms(&self.buyer);
		let mut rng = rng(23);
		let draw = Draw::generate(&terms, &mut rng).unwrap();
		let groups = self.record.open();
		let present = |_: &OrderTerms, _: &Hash, rng: &mut _| {
			present_for_sale::<Bls>(
				credential,
				secret,
				&[0],
				&self.keys,
				&SaleContext::of(presented),
				rng,
			)
		};
		let outgoing: Outgoing<'_> = make(&terms, &draw, &[&groups[0]], &[0, 4], present, &mut rng).unwrap();
		(*outgoing.proposal(), outgoing.to_bytes())
	}

	fn check(
		&self,
		proposal: &Proposal,
		bytes: &[u8],
		accredited: &[IssuerKey],
		quarter: u32,
	) -> Result<Hash, CheckError<PresentationError>> {
		let mut shown = None;
		let bundle = Bundle::parse(bytes).unwrap();
		let verify = |terms: &OrderTerms, presentation: &[u8]| {
			let context = SaleContext::of(terms);
			let disclosed = verify_for_sale::<Bls>(presentation, &context, accredited, |of| of == quarter)?;
			let root = disclosed.root;
			shown = Some(disclosed.attributes);
			Ok(root)
		};
		let root = *bundle.check(proposal, &self.buyer, verify, &mut rng(24))?.root();
		assert_eq!(shown, Some(vec![(0, b"1810".to_vec())]));
		Ok(root)
	}
}

#[test]
fn a_patient_sells_fields_of_a_record_that_an_accredited_hospital_attests() {
	let world = World::new();
	let credential = world.credential(&world.patient, &world.record.sealed.root);
	let (proposal, bytes) = world.bundle(&credential, &world.patient, &terms(&world.buyer));
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys, QUARTER),
		Ok(*world.record.sealed.root)
	);
	const { assert!(MAX_SALE_PRESENTATION <= MAX_PRESENTATION) }
}

#[test]
fn a_presentation_for_another_order_is_refused() {
	let world = World::new();
	let credential = world.credential(&world.patient, &world.record.sealed.root);
	let changes: [fn(&mut OrderTerms); 7] = [
		|terms| terms.genesis[0] ^= 1,
		|terms| terms.seller[0] ^= 1,
		|terms| terms.buyer[0] ^= 1,
		|terms| terms.price += 1,
		|terms| terms.deadline += 1,
		|terms| terms.terms[0] ^= 1,
		|terms| terms.nonce[0] ^= 1,
	];
	for change in changes {
		let mut other = terms(&world.buyer);
		change(&mut other);
		let (proposal, bytes) = world.bundle(&credential, &world.patient, &other);
		assert_eq!(
			world.check(&proposal, &bytes, &world.keys, QUARTER),
			Err(CheckError::Presentation(PresentationError::BadProof))
		);
	}
}

#[test]
fn whoever_merely_opened_a_record_cannot_sell_it() {
	let world = World::new();
	let opener = CredentialSecret::generate(&mut rng(25));
	// With the patient's credential, had it leaked, but not the patient's secret.
	let credential = world.credential(&world.patient, &world.record.sealed.root);
	let (proposal, bytes) = world.bundle(&credential, &opener, &terms(&world.buyer));
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys, QUARTER),
		Err(CheckError::Presentation(PresentationError::NotSigned))
	);
	// With a credential on a record of the opener's own.
	let own = Record::new(&FIELDS, 8);
	let credential = world.credential(&opener, &own.sealed.root);
	let (proposal, bytes) = world.bundle(&credential, &opener, &terms(&world.buyer));
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys, QUARTER),
		Err(CheckError::Root)
	);
}

#[test]
fn a_credential_of_an_earlier_version_of_the_record_is_stale() {
	let world = World::new();
	let before = Record::new(&FIELDS[..4], 7);
	let credential = world.credential(&world.patient, &before.sealed.root);
	let (proposal, bytes) = world.bundle(&credential, &world.patient, &terms(&world.buyer));
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys, QUARTER),
		Err(CheckError::Root)
	);
}

#[test]
fn a_quarter_that_is_over_and_a_suspended_hospital_are_refused() {
	let world = World::new();
	let credential = world.credential(&world.patient, &world.record.sealed.root);
	let (proposal, bytes) = world.bundle(&credential, &world.patient, &terms(&world.buyer));
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys, QUARTER + 1),
		Err(CheckError::Presentation(PresentationError::Quarter))
	);
	assert_eq!(
		world.check(&proposal, &bytes, &world.keys[..2], QUARTER),
		Err(CheckError::Presentation(PresentationError::NotAccredited))
	);
}

#[test]
fn a_seller_whose_hospital_is_not_asked_for_learns_it_before_anything_is_made() {
	let world = World::new();
	let credential = world.credential(&world.patient, &world.record.sealed.root);
	let terms = terms(&world.buyer);
	let draw = Draw::generate(&terms, &mut rng(23)).unwrap();
	let groups = world.record.open();
	let made = make(
		&terms,
		&draw,
		&[&groups[0]],
		&[0],
		|terms, _, rng| {
			let context = SaleContext::of(terms);
			present_for_sale::<Bls>(&credential, &world.patient, &[], &world.keys[..1], &context, rng)
		},
		&mut rng(23),
	);
	assert_eq!(
		made.map(drop),
		Err(MakeError::Presentation(PresentError::NotAccepted))
	);
}

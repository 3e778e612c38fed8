//! A person's browser, driven on the site that `./dev build` made: Chromium, where nothing else is asked for.
//!
//! Every browser has a profile folder, a driver and a server of the site of its own, so that
//! journeys run side by side. Nothing here waits for a fixed time: it looks again until what it
//! waits for is so, or until [`PATIENCE`] is over. What the pages mean is not known here.

mod downloads;
mod kind;
mod look;
mod shown;
mod sight;
mod tabs;
mod way;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use thirtyfour::{
    TypingData,
    error::{WebDriverError, WebDriverErrorInner},
    extensions::query::ElementQuery,
    prelude::*,
};

pub use self::{
    kind::Kind,
    look::{Look, Window},
    way::Way,
};
use crate::{gate::Gate, service::Service};

/// How long anything may take before the journey fails; generous, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks at something that is not there yet.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// What a step gives; trouble ends the journey.
pub type Seen<T = ()> = Result<T, Trouble>;

/// What ends a journey, in words: a failed test prints them as they stand.
pub enum Trouble {
    /// Something is not as it should be.
    Wrong(String),
    /// The next step is one that this browser or its driver cannot take.
    Beyond(String),
}

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Wrong(words) | Self::Beyond(words)) = self;
        f.write_str(words)
    }
}

impl<E: fmt::Display> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::Wrong(error.to_string())
    }
}

/// One browser, with what it has kept of its earlier life.
pub struct Browser {
    kind: Kind,
    driver: WebDriver,
    /// The program that drives it.
    service: Service,
    /// Serves for as long as it lives; none where somebody else serves.
    site: Option<Service>,
    /// How the site is reached.
    address: String,
    /// The browser's own folder: history, storage, downloads.
    profile: PathBuf,
    way: Way,
    window: Window,
    look: Look,
}

impl Browser {
    /// A browser that has never been anywhere, in a desk's window, about to visit `site`.
    ///
    /// # Errors
    /// The browser or its driver does not start.
    pub async fn new(site: Service, profile: PathBuf) -> Seen<Self> {
        let address = site.address();
        Self::start(address, Some(site), profile, Way::Straight).await
    }

    /// The same, where everything that it asks of anybody, this machine too, goes through a proxy.
    ///
    /// # Errors
    /// The browser or its driver does not start.
    #[allow(dead_code, reason = "the benchmarks have none")]
    pub async fn through(proxy: String, site: Service, profile: PathBuf) -> Seen<Self> {
        let address = site.address();
        Self::start(address, Some(site), profile, Way::Proxy(proxy)).await
    }

    /// The same, about to visit a site that somebody else serves at this address.
    ///
    /// # Errors
    /// The browser or its driver does not start.
    #[allow(dead_code, reason = "the benchmarks serve by themselves")]
    pub async fn at(address: String, profile: PathBuf) -> Seen<Self> {
        Self::start(address, None, profile, Way::Straight).await
    }

    /// The same, at an address that it reaches in a way of its own.
    ///
    /// # Errors
    /// The browser or its driver does not start.
    #[allow(dead_code, reason = "the benchmarks have none")]
    pub async fn by(way: Way, address: String, profile: PathBuf) -> Seen<Self> {
        Self::start(address, None, profile, way).await
    }

    async fn start(
        address: String,
        site: Option<Service>,
        profile: PathBuf,
        way: Way,
    ) -> Seen<Self> {
        if profile.exists() {
            fs::remove_dir_all(&profile)?;
        }
        let kind = Kind::chosen()?;
        let service = kind.driver()?;
        let driver = start(kind, &service, &profile, &way).await?;
        let (window, look) = (Window::Desk, Look::Light);
        let mut browser = Self {
            kind,
            driver,
            service,
            site,
            address,
            profile,
            way,
            window,
            look,
        };
        browser.show_as(window, look).await?;
        Ok(browser)
    }

    /// Goes to a page of the site: `""` is home, `"units/x/#y"` a place in a unit.
    pub async fn open(&self, path: &str) -> Seen {
        Ok(self.driver.goto(format!("{}{path}", self.address)).await?)
    }

    /// Opens a page from the disk, as somebody does who clicks a file.
    pub async fn open_from_disk(&self, file: &Path) -> Seen {
        Ok(self
            .driver
            .goto(format!("file://{}", file.display()))
            .await?)
    }

    /// Goes to a page of any site.
    pub async fn go_to(&self, address: &str) -> Seen {
        Ok(self.driver.goto(address).await?)
    }

    /// Whether it asks `0.0.0.0`, which is this machine and does not count as safe.
    pub fn asks_what_is_unsafe(&self) -> Seen {
        match self.kind {
            Kind::Chromium | Kind::Firefox => Ok(()),
            Kind::WebKit => Err(self.kind.cannot("ask 0.0.0.0")),
        }
    }

    /// Goes on within a frame of the page, once it is there.
    pub async fn enter_frame(&self, css: &str) -> Seen {
        self.act(css, async |frame| frame.enter_frame().await).await
    }

    /// Goes on in the page that holds the frames.
    pub async fn leave_frame(&self) -> Seen {
        Ok(self.driver.enter_default_frame().await?)
    }

    /// From now on reaches the site through a slow line, on which files whose names end so wait.
    pub fn go_through_gate(&mut self, ending: &'static str) -> Seen<Gate> {
        let gate = Gate::new(&self.address, ending)?;
        self.address = gate.address();
        Ok(gate)
    }

    /// Ends the server of the site, as when a machine is switched off.
    pub fn end_site(&mut self) {
        if let Some(site) = &mut self.site {
            site.end();
        }
    }

    /// Closes the browser as a person does, and opens it again with all that it had kept.
    pub async fn restart(&mut self) -> Seen {
        if self.kind == Kind::WebKit {
            return Err(self
                .kind
                .cannot("be driven and keep anything when it is closed"));
        }
        self.driver.clone().quit().await?;
        self.driver = self.started().await?;
        self.show_as(self.window, self.look).await
    }

    /// Goes on with a browser that has never been anywhere, as on another device.
    pub async fn begin_anew(&mut self) -> Seen {
        self.driver.clone().quit().await?;
        self.forget()?;
        self.driver = self.started().await?;
        self.show_as(self.window, self.look).await
    }

    async fn started(&self) -> Seen<WebDriver> {
        start(self.kind, &self.service, &self.profile, &self.way).await
    }

    fn forget(&self) -> Seen {
        // Not every browser has made the folder.
        if self.profile.exists() {
            fs::remove_dir_all(&self.profile)?;
        }
        Ok(())
    }

    /// A folder for files, gone with the browser.
    pub fn folder(&self) -> &Path {
        &self.profile
    }

    /// Waits for an element that can be seen.
    pub async fn see(&self, css: &str) -> Seen<WebElement> {
        self.act(css, async |element| Ok(element)).await
    }

    /// Every element that `css` names just now, seen or not.
    pub async fn all(&self, css: &str) -> Seen<Vec<WebElement>> {
        Ok(self.driver.find_all(By::Css(css)).await?)
    }

    /// Waits until an element's visible text has `words` in it.
    pub async fn see_text(&self, css: &str, words: &str) -> Seen<WebElement> {
        self.act_on_text(css, words, async |element| Ok(element))
            .await
    }

    /// Waits until a JavaScript expression is true; `what` says in words what is waited for.
    pub async fn until(&self, what: impl fmt::Display, expression: &str) -> Seen {
        let mut looks = tokio::time::interval(LOOK_AGAIN);
        let look = async {
            while !self
                .tell(&format!("Boolean({expression})"))
                .await?
                .as_bool()
                .unwrap_or(false)
            {
                looks.tick().await;
            }
            Seen::Ok(())
        };
        let in_vain = |_| format!("waited in vain: {what}");
        tokio::time::timeout(PATIENCE, look)
            .await
            .map_err(in_vain)?
    }

    /// The value of a JavaScript expression in the page.
    pub async fn tell(&self, expression: &str) -> Seen<Value> {
        let answer = self
            .driver
            .execute(format!("return {expression};"), Vec::new())
            .await?;
        Ok(answer.json().clone())
    }

    /// The value that an asynchronous script hands to the function `done`.
    pub async fn ask(&self, script: &str) -> Seen<Value> {
        let script = format!("const done = arguments[0]; {script}");
        Ok(self
            .driver
            .execute_async(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Waits for an element and does something to it; again where the page put another in its
    /// place or something in its way meanwhile, as a person would.
    pub async fn act<T>(
        &self,
        css: &str,
        action: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> Seen<T> {
        let find = async || self.shown(css).first_opt().await;
        again_and_again(format!("no {css} that could be used"), find, action).await
    }

    /// The same with an element whose visible text has `words` in it.
    async fn act_on_text<T>(
        &self,
        css: &str,
        words: &str,
        action: impl AsyncFn(WebElement) -> WebDriverResult<T>,
    ) -> Seen<T> {
        let (kind, wanted) = (self.kind, words.to_owned());
        let has_words = move |element: WebElement| {
            let wanted = wanted.clone();
            async move { Ok(kind.reads(&element).await?.contains(&wanted)) }
        };
        let find = async || {
            let query = self.shown(css).with_filter(has_words.clone());
            query.first_opt().await
        };
        again_and_again(format!("no {css} says “{words}”"), find, action).await
    }

    fn shown(&self, css: &str) -> ElementQuery {
        let kind = self.kind;
        let is_seen = move |element: WebElement| async move { kind.sees(&element).await };
        self.driver
            .query(By::Css(css))
            .nowait()
            .with_filter(is_seen)
    }

    /// Waits for an element and clicks it, where it can really be clicked.
    pub async fn click(&self, css: &str) -> Seen {
        self.act(css, press_on).await
    }

    /// Waits for an element with these words and clicks it.
    pub async fn click_text(&self, css: &str, words: &str) -> Seen {
        self.act_on_text(css, words, press_on).await
    }

    /// Puts words into a field in place of what is there.
    pub async fn fill(&self, css: &str, words: &str) -> Seen {
        self.act(css, async |field| {
            field.clear().await?;
            // No key at all is more than WebKit's driver can press.
            match words.is_empty() {
                true => Ok(()),
                false => field.send_keys(words).await,
            }
        })
        .await
    }

    /// Types words into a field, after what is there.
    pub async fn type_into(&self, css: &str, words: &str) -> Seen {
        self.act(css, async |field| field.send_keys(words).await)
            .await
    }

    /// Presses keys, one after another, on whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Seen {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key while another is held: `chord(Key::Shift, Key::Tab)`.
    pub async fn chord(&self, held: Key, pressed: Key) -> Seen {
        let keys = self
            .driver
            .action_chain()
            .key_down(held.clone())
            .send_keys(pressed)
            .key_up(held);
        Ok(keys.perform().await?)
    }

    /// Puts the keyboard's focus on an element, as somebody who has come there by Tab.
    pub async fn focus_on(&self, css: &str) -> Seen {
        self.act(css, async |element| element.focus().await).await
    }

    /// Waits until the keyboard's focus is on an element that `css` names.
    pub async fn focus_is_on(&self, css: &str) -> Seen {
        let expression = format!("document.activeElement?.matches({})", json!(css));
        self.until(format_args!("the focus on {css}"), &expression)
            .await
    }

    /// Sends Chromium's debugging protocol a command, for what WebDriver has no word for.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Seen {
        self.ask_cdp(command, parameters).await?;
        Ok(())
    }

    /// The same, with what it answers.
    pub async fn ask_cdp(&self, command: &str, parameters: Value) -> Seen<Value> {
        if self.kind != Kind::Chromium {
            return Err(self.kind.cannot(command));
        }
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Closes the browser and forgets its profile.
    pub async fn end(self) -> Seen {
        self.driver.clone().quit().await?;
        self.forget()
    }
}

/// Clicks as a person does: what something lies over at the edge of the window is brought into the middle.
async fn press_on(element: WebElement) -> WebDriverResult<()> {
    if element.click().await.is_ok() {
        return Ok(());
    }
    element.scroll_into_view().await?;
    element.click().await
}

/// Looks for an element and does something to it, until both have worked.
async fn again_and_again<T>(
    in_vain: String,
    find: impl AsyncFn() -> WebDriverResult<Option<WebElement>>,
    action: impl AsyncFn(WebElement) -> WebDriverResult<T>,
) -> Seen<T> {
    let mut looks = tokio::time::interval(LOOK_AGAIN);
    let trying = async {
        loop {
            looks.tick().await;
            let done = match find().await {
                Ok(Some(element)) => action(element).await,
                Ok(None) => continue,
                Err(error) => Err(error),
            };
            match done {
                Err(error) if is_passing(&error) => {}
                done => return Ok(done?),
            }
        }
    };
    tokio::time::timeout(PATIENCE, trying)
        .await
        .map_err(|_| in_vain)?
}

/// Whether an error says only that the page was changing at that moment. For a page that is loaded anew
/// while it is looked at, chromedriver has no error of its own.
fn is_passing(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
    ) || error
        .to_string()
        .contains("does not belong to the document")
}

async fn start(kind: Kind, service: &Service, profile: &Path, way: &Way) -> Seen<WebDriver> {
    let capabilities = kind.capabilities(profile, way)?;
    // The program's own client chooses none by itself, and the driver's is built like it. Whichever
    // browser comes first sets it for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let driver = WebDriver::new(service.address(), capabilities).await?;
    driver.set_script_timeout(PATIENCE).await?;
    Ok(driver)
}

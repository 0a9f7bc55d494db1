//! A session at the terminal: keys in, screens out.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use crossclaim::decide::Choice;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::screen;
use super::session::{Command, Save, Session};

/// How often it is looked whether the session was told to end.
const PATIENCE: Duration = Duration::from_millis(250);

/// Runs a session until somebody quits, or `stop` is set. Nothing is lost at any time: what was decided is on the disk.
pub(crate) fn run(session: &mut Session, save: &mut Save<'_>, stop: &AtomicBool) -> Result<()> {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let mut terminal = ratatui::try_init().context("the terminal cannot be used")?;
    let mut run = || -> Result<()> {
        let mut stale = true;
        while !session.over && !stop.load(Ordering::Relaxed) {
            if stale {
                terminal.draw(|frame| screen::draw(frame, session, colour))?;
            }
            stale = event::poll(PATIENCE)?;
            if !stale {
                continue;
            }
            if let Event::Key(key) = event::read()?
                && key.kind != KeyEventKind::Release
                && let Some(command) = command(key, session.writing.is_some())
            {
                session.act(command, save);
            }
        }
        Ok(())
    };
    let outcome = run();
    ratatui::restore();
    outcome
}

/// How many lines a page is.
const PAGE: i32 = 10;

/// What a key means.
fn command(key: KeyEvent, writing: bool) -> Option<Command> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c' | 'd') => Some(if writing { Command::Escape } else { Command::Quit }),
            KeyCode::Char('h') if writing => Some(Command::Erase),
            _ => None,
        };
    }
    if writing {
        return match key.code {
            KeyCode::Char(c) => Some(Command::Write(c)),
            KeyCode::Backspace => Some(Command::Erase),
            KeyCode::Enter => Some(Command::Enter),
            KeyCode::Esc => Some(Command::Escape),
            _ => None,
        };
    }
    Some(match key.code {
        KeyCode::Char('c') => Command::Decide(Choice::Confirm),
        KeyCode::Char('x') => Command::Decide(Choice::Compatible),
        KeyCode::Char('d') => Command::Decide(Choice::Apart),
        KeyCode::Char('k') => Command::Decide(Choice::Skip),
        KeyCode::Char('n') => Command::Note,
        KeyCode::Char('u') => Command::Undo,
        KeyCode::Right | KeyCode::Char('.' | '>') => Command::Next,
        KeyCode::Left | KeyCode::Char(',' | '<') => Command::Previous,
        KeyCode::Enter => Command::NextOpen,
        KeyCode::Char('g') => Command::GoTo,
        KeyCode::Char('s') => Command::Score,
        KeyCode::Char('?' | 'h') | KeyCode::F(1) => Command::Help,
        KeyCode::Up => Command::Scroll(-1),
        KeyCode::Down => Command::Scroll(1),
        KeyCode::PageUp => Command::Scroll(-PAGE),
        KeyCode::PageDown | KeyCode::Char(' ') => Command::Scroll(PAGE),
        KeyCode::Tab => Command::Side(1),
        KeyCode::BackTab => Command::Side(-1),
        KeyCode::Char('q') => Command::Quit,
        KeyCode::Esc => Command::Escape,
        _ => return None,
    })
}

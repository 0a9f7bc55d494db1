//! A session at the terminal: keys in, screens out.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use crossclaim::decide::Choice;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{Clear, ClearType};

use super::screen;
use super::session::{Command, Save, Session};

/// How often it is looked whether the session was told to end.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long a question stands before a decision about it is one: nobody reads two articles in less. A key that is held
/// down, or a text pasted by mistake, decides nothing but the first question.
const HASTE: Duration = Duration::from_millis(300);

/// Runs a session until somebody quits, or `stop` is set. Nothing is lost at any time: what was decided is on the disk.
pub(crate) fn run(session: &mut Session, save: &mut Save<'_>, stop: &AtomicBool) -> Result<()> {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let mut terminal = ratatui::try_init().context("the terminal cannot be used")?;
    // A session that was killed may have left its screen behind.
    execute!(io::stdout(), Clear(ClearType::All)).context("the terminal cannot be used")?;
    // What is pasted comes as a whole where the terminal can do that, and as keys where not.
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    let mut run = || -> Result<()> {
        let (mut stale, mut asked) = (true, (usize::MAX, Instant::now()));
        while !session.over && !stop.load(Ordering::Relaxed) {
            if asked.0 != session.at {
                asked = (session.at, Instant::now());
            }
            if stale {
                terminal.draw(|frame| screen::draw(frame, session, colour))?;
            }
            stale = event::poll(PATIENCE)?;
            if !stale {
                continue;
            }
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    if let Some(command) = command(key, session.writing.is_some()) {
                        session.act(considered(command, asked.1.elapsed()), save);
                    }
                }
                Event::Paste(text) if session.writing.is_some() => {
                    for c in text.chars() {
                        session.act(Command::Write(c), save);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    };
    let outcome = run();
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    ratatui::restore();
    outcome
}

/// What a command means that comes so long after its question.
fn considered(command: Command, shown: Duration) -> Command {
    if matches!(command, Command::Decide(_) | Command::LeaveOut) && shown < HASTE {
        Command::Hasty
    } else {
        command
    }
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
        KeyCode::Char('o') => Command::LeaveOut,
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
        KeyCode::Char(_) => Command::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_held_down_decides_once() {
        let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::NONE);
        let confirm = command(key, false).unwrap();
        assert_eq!(considered(confirm, Duration::from_millis(30)), Command::Hasty);
        assert_eq!(considered(confirm, Duration::from_secs(1)), Command::Decide(Choice::Confirm));
        assert_eq!(considered(Command::Next, Duration::ZERO), Command::Next);
        assert_eq!(command(key, true), Some(Command::Write('c')));
    }
}
